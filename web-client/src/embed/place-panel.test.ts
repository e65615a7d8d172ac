import { expect } from 'chai';
import { placePanel } from './place-panel.js';

const window = { width: 1280, height: 800 };
const bell = (left: number, top: number) => ({ left, top, right: left + 44, bottom: top + 44 });

describe('The panel of a bell on the page of another site', () => {
  it('is below the bell, and ends where it ends', () => {
    expect(placePanel(bell(1200, 10), window)).to.deep.equal({
      '--panel-width': '416px',
      '--panel-left': '828px',
      '--panel-top': '62px',
      '--panel-bottom': 'auto',
      '--panel-room': '730px',
    });
  });

  it('begins where the bell begins, at the left', () => {
    expect(placePanel(bell(20, 10), window)).to.include({ '--panel-left': '20px' });
  });

  it('stays within the window', () => {
    expect(placePanel(bell(1270, 10), window)).to.include({ '--panel-left': '856px' });
    expect(placePanel(bell(-100, 10), window)).to.include({ '--panel-left': '8px' });
    expect(placePanel(bell(300, 10), { width: 400, height: 700 })).to.include({
      '--panel-width': '384px',
      '--panel-left': '8px',
    });
  });

  it('is above a bell at the foot of the page', () => {
    expect(placePanel(bell(1200, 740), window)).to.include({
      '--panel-top': 'auto',
      '--panel-bottom': '68px',
      '--panel-room': '724px',
    });
  });
});
