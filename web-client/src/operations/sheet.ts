import charts from '../styles/operations/charts.css?inline';
import jobs from '../styles/operations/jobs.css?inline';
import overview from '../styles/operations/overview.css?inline';
import queues from '../styles/operations/queues.css?inline';
import room from '../styles/operations/room.css?inline';
import story from '../styles/operations/story.css?inline';

// All other styles are one file, which everybody loads first. These are of operators and admins, and come with their pages.
const sheet = new CSSStyleSheet();
sheet.replaceSync([room, overview, queues, charts, jobs, story].join('\n'));
document.adoptedStyleSheets.push(sheet);
