import { expect } from 'chai';
import { forShadowTree } from './for-shadow-tree.js';

describe('A style sheet of the client, in a shadow tree', () => {
  it('says of the element what it says of the document', () => {
    expect(forShadowTree(":root{--a:1}:root[data-theme='dark']{--a:2}")).to.equal(
      ":host{--a:1}:host([data-theme='dark']){--a:2}",
    );
  });

  it('has sizes of its own, whatever the page has made of its', () => {
    expect(forShadowTree('a{margin:.5rem -1rem;padding:1.25rem 4px;width:calc(100vw - 1rem)}')).to.equal(
      'a{margin:calc(.5*var(--rem)) calc(-1*var(--rem));padding:calc(1.25*var(--rem)) 4px;width:calc(100vw - calc(1*var(--rem)))}',
    );
    expect(forShadowTree('.x2rem{color:red}')).to.equal('.x2rem{color:red}');
  });
});
