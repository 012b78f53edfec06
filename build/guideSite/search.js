/** Search of the static guide: every section that holds all the words, pages whose title holds them first. Without it the list of pages is all there is. */
/* global document */
(() => {
  const back = document.querySelector('.back');
  if (back && globalThis.location.protocol === 'file:') back.hidden = true;
  const guide = globalThis.nadirGuide;
  const label = document.querySelector('.search');
  const field = label?.querySelector('input');
  const found = document.querySelector('.found');
  const list = document.querySelector('.list');
  if (!guide || !field || !found || !list) return;
  label.hidden = false;
  const parts = guide.sections.flatMap(({ pages }) => pages.flatMap((page) => page.parts.map((part) => ({ page, part, title: `${page.title} ${part.title}`.toLowerCase(), all: `${page.title} ${part.title} ${part.text}`.toLowerCase() }))));
  const most = 30;

  const link = ({ page, part }) => {
    const item = document.createElement('li');
    const anchor = document.createElement('a');
    anchor.href = `${page.name}.html${part.id === '' ? '' : `#${part.id}`}`;
    anchor.textContent = part.title === page.title ? page.title : `${page.title}: ${part.title}`;
    item.append(anchor);
    return item;
  };

  const search = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    found.hidden = words.length === 0;
    list.hidden = words.length > 0;
    if (words.length === 0) return;
    const hits = parts.filter(({ all }) => words.every((word) => all.includes(word)));
    const rank = ({ title }) => (words.every((word) => title.includes(word)) ? 0 : 1);
    hits.sort((a, b) => rank(a) - rank(b));
    const items = document.createElement('ul');
    items.append(...hits.slice(0, most).map(link));
    const count = document.createElement('p');
    count.textContent = hits.length === 0 ? 'Nothing found' : `${hits.length} ${hits.length === 1 ? 'section' : 'sections'}${hits.length > most ? `, the first ${most}` : ''}`;
    found.replaceChildren(count, items);
  };
  field.addEventListener('input', search);
})();
