import { escapeXml } from '../escape.ts'

/** A page of its own around some content: styles, a filter and a sort for its one table, nothing from the network. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
${content}
</main>
<script>${script}</script>
</body>
</html>
`
}

const style = `
:root{--bg:#fff;--fg:#1c2024;--quiet:#5b6570;--line:#c9d0d7;--panel:#f4f6f8;--open:#b42318;--openbg:#fdecea;--asked:#186a3b;--focus:#1f5fbf}
@media (prefers-color-scheme:dark){:root{--bg:#14171a;--fg:#e6e9ec;--quiet:#9aa4ae;--line:#3a424a;--panel:#1d2226;--open:#ff8a7a;--openbg:#3a1f1c;--asked:#6fcf97;--focus:#7fb0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.45 system-ui,sans-serif}
main{max-width:1400px;margin:0 auto;padding:1rem}
h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.2rem 0 .4rem}
.lead strong{color:var(--open)}.quiet{color:var(--quiet)}
summary{cursor:pointer;font-weight:600}
.tree,.tree ul{list-style:none;margin:0;padding-left:1.2rem}
.tree ul{border-left:2px solid var(--line);margin-left:.6rem}
.tree li{margin:.3rem 0}
@media (min-width:701px){.tree li{display:flex;align-items:flex-start}.tree>li>ul{border-left:2px solid var(--line)}.tree ul ul{padding-left:.6rem;border-left-style:dotted}.tree .node{flex:none;max-width:34rem}}
.node{display:inline-block;border:1px solid var(--line);border-radius:.4rem;background:var(--panel);padding:.1rem .5rem;margin:.1rem .4rem .1rem 0;max-width:100%;overflow-wrap:anywhere}
.reach{font-weight:700}.path,.listener{font-family:ui-monospace,monospace}
.open>.access,tr.open td:nth-child(5){color:var(--open);font-weight:600}
.open>.node{border-color:var(--open);background:var(--openbg)}
.asked>.access{color:var(--asked)}
input{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:.3rem;padding:.3rem .5rem;width:min(28rem,60vw)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere;min-width:5.5rem}
td:nth-child(3),td:nth-child(6){min-width:11rem}td:nth-child(5){min-width:9rem}
th{background:var(--panel);white-space:nowrap}
th button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th[aria-sort=ascending] button::after{content:" \\25B2"}th[aria-sort=descending] button::after{content:" \\25BC"}
td:nth-child(2),td:nth-child(3),td:nth-child(4),td:nth-child(6){font-family:ui-monospace,monospace;font-size:.92em}
tbody tr{content-visibility:auto;contain-intrinsic-size:auto 2rem}
tr[hidden]{display:none}
@media (max-width:700px){th,td{padding:.25rem .4rem}}
`

const script = `
const table=document.getElementById('table'),body=table.tBodies[0],filter=document.getElementById('filter'),shown=document.getElementById('shown');
const rows=[...body.rows].map((row)=>({row,text:row.textContent.toLowerCase(),cells:[...row.cells].map((cell)=>cell.textContent)}));
filter.addEventListener('input',()=>{
  const words=filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count=0;
  for(const {row,text} of rows){const fits=words.every((word)=>text.includes(word));row.hidden=!fits;if(fits)count++}
  shown.textContent=count+(count===1?' row':' rows');
});
const compare=new Intl.Collator('en',{numeric:true}).compare;
for(const button of table.tHead.querySelectorAll('button'))button.addEventListener('click',()=>{
  const head=button.parentElement,column=Number(button.dataset.column),down=head.getAttribute('aria-sort')==='ascending';
  for(const other of table.tHead.querySelectorAll('th'))other.setAttribute('aria-sort','none');
  head.setAttribute('aria-sort',down?'descending':'ascending');
  rows.sort((a,b)=>(down?-1:1)*compare(a.cells[column],b.cells[column]));
  body.append(...rows.map(({row})=>row));
});
`
