//! How the report looks: light, dark and printed.
//!
//! Every colour stands here once for each theme; a test computes the contrast of each text on each ground it lies on.

use maud::PreEscaped;

/// Colours and the plain parts: text, tables, states, figures. Documents share them.
pub(super) const BASE: PreEscaped<&str> = PreEscaped(
    ":root{color-scheme:light dark;--page:#ffffff;--card:#f5f7f9;--line:#d9dfe6;--ink:#18222d;--soft:#55616d;\
--mark:#1b5bb5;--good:#12694a;--late:#865000;--bad:#b3261e;\
--mark-ground:#e6effb;--good-ground:#e0f3ea;--late-ground:#fcf0d8;--bad-ground:#fce7e5;\
--heat-0:#d9f0e3;--heat-1:#e8f2d0;--heat-2:#fdefc8;--heat-3:#fbdcc2;--heat-4:#f8cbc6}\
@media (prefers-color-scheme:dark){:root{--page:#10161c;--card:#18212a;--line:#2f3b47;--ink:#e4eaf0;--soft:#9dabb8;\
--mark:#82b3f7;--good:#56cb9a;--late:#f0ad4e;--bad:#f7918b;\
--mark-ground:#182c47;--good-ground:#12322a;--late-ground:#382a12;--bad-ground:#40221f;\
--heat-0:#16382b;--heat-1:#2c3a1d;--heat-2:#443617;--heat-3:#4e2f1a;--heat-4:#562724}}\
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}\
h1,h2,h3,h4{line-height:1.25;overflow-wrap:anywhere}p{margin:8px 0}\
table{border-collapse:collapse;width:100%;font-size:13.5px}caption{text-align:left;color:var(--soft);padding-bottom:6px}\
caption span{display:inline-block;max-width:calc(100vw - 36px)}\
th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid var(--line)}\
th{font-weight:600}thead th{color:var(--soft);font-weight:500;white-space:nowrap}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-right:22px}\
td.id,.id{white-space:nowrap}ul.plain{margin:0;padding-left:16px}.scroll{overflow-x:auto}\
.good{color:var(--good)}.late{color:var(--late)}.bad{color:var(--bad)}.soft{color:var(--soft)}\
@media (max-width:640px){td,th{padding:5px 8px 5px 0}}@media print{body{font-size:11px}}",
);

/// What the report has beyond documents: pages, cards, pictures.
pub(super) const PAGES: PreEscaped<&str> = PreEscaped(
    ".top{background:var(--card);border-bottom:1px solid var(--line)}\
.top>div{max-width:1240px;margin:0 auto;padding:18px 24px}.top h1{margin:0;font-size:22px}\
.top p{margin:2px 0 0;color:var(--soft);font-size:13.5px;max-width:90ch}\
.page{max-width:1240px;margin:0 auto;padding:20px 24px 64px;display:grid;gap:0 40px;\
grid-template-columns:184px minmax(0,1fr);scroll-margin-top:240px}\
.page>nav{position:sticky;top:20px;align-self:start;font-size:14px;max-height:calc(100vh - 40px);overflow-y:auto}\
nav ul{list-style:none;margin:0;padding:0}nav a{display:block;padding:5px 10px;border-radius:6px;color:var(--ink);\
text-decoration:none}nav a:hover{background:var(--card)}nav a[aria-current]{background:var(--mark-ground);\
color:var(--mark);font-weight:600}nav ul ul{margin:2px 0 8px 10px;border-left:1px solid var(--line);padding-left:4px}\
nav ul ul a{padding:2px 8px;font-size:13px;color:var(--soft)}\
a{color:var(--mark)}a:focus-visible,.scroll:focus-visible{outline:3px solid var(--mark);outline-offset:2px;border-radius:4px}\
h2:focus{outline:none}.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;z-index:1;padding:8px 14px;\
background:var(--page);border-radius:6px}\
.content>h2{margin:0;font-size:24px}.lead{color:var(--soft);margin:4px 0 20px;max-width:75ch}\
section{margin:0 0 36px;scroll-margin-top:16px}section>h3{font-size:17.5px;margin:0 0 10px;padding-top:14px;\
border-top:1px solid var(--line)}h4{font-size:14px;margin:18px 0 6px}\
.from,.more{color:var(--soft);font-size:12.5px;margin:8px 0 0}code{font:12px ui-monospace,monospace}\
tbody th{font-weight:400}tbody th b{font-weight:600}th .id,td .id{font-variant-numeric:tabular-nums}\
td,tbody th{max-width:46ch;overflow-wrap:break-word}\
.state{display:inline-block;padding:1px 8px;border-radius:10px;font-size:12.5px;line-height:1.45;white-space:nowrap;\
background:var(--card);color:var(--soft)}.state.good{background:var(--good-ground);color:var(--good)}\
.state.late{background:var(--late-ground);color:var(--late)}.state.bad{background:var(--bad-ground);color:var(--bad)}\
.cards{display:grid;gap:10px;grid-template-columns:repeat(auto-fill,minmax(165px,1fr));margin:0 0 14px;padding:0;\
list-style:none}.cards li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 12px;\
border-left:3px solid var(--line)}.cards b{display:block;white-space:nowrap;font-size:21px;line-height:1.25;font-variant-numeric:tabular-nums}\
.cards span{color:var(--soft);font-size:13px;display:block;line-height:1.35}.cards li.good{border-left-color:var(--good);color:var(--ink)}\
.cards li.late{border-left-color:var(--late);color:var(--ink)}.cards li.bad{border-left-color:var(--bad);color:var(--ink)}\
.cards li.bad b{color:var(--bad)}.cards li.late b{color:var(--late)}.empty{color:var(--soft)}.content ul.plain{margin:6px 0 12px}\
.facts{margin:0;display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 16px}.facts dt{color:var(--soft)}\
.facts dd{margin:0;overflow-wrap:anywhere}ul.lines{list-style:none;margin:0;padding:0}\
ul.lines li{padding:5px 0;border-bottom:1px solid var(--line);display:flex;gap:10px;justify-content:space-between;\
align-items:baseline}ul.lines li>:first-child{min-width:0;overflow-wrap:anywhere}ul.lines li>.n{white-space:nowrap;\
font-variant-numeric:tabular-nums;text-align:right}ul.lines li:last-child{border-bottom:0}",
);

/// Pictures, and the dashboard's panels.
pub(super) const PICTURES: PreEscaped<&str> = PreEscaped(
    "svg{display:block;max-width:100%;height:auto}svg.wide{min-width:720px}td svg{max-width:none}\
svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg text.soft{fill:var(--soft)}svg text.end{text-anchor:end}\
svg text.middle{text-anchor:middle}svg .line{stroke:var(--line);fill:none}svg .edge,svg .due{stroke:var(--soft);fill:none}\
svg .curve{stroke:var(--mark);fill:none;stroke-width:1.5}svg .limit{stroke:var(--late);stroke-dasharray:4 3;fill:none}\
svg .dot{fill:var(--mark)}svg .band{fill:var(--mark);opacity:.15}svg .faint{opacity:.45}svg .in-time{fill:var(--good)}svg .after-grace{fill:var(--late)}svg .owed{fill:var(--bad)}\
svg .ground{fill:var(--line)}svg .bar{fill:var(--mark)}svg .over{fill:var(--bad)}svg .run-up{fill:var(--bad-ground)}\
svg .audit{stroke:var(--bad)}svg .tick{stroke:var(--ink);stroke-width:2}svg .spread{stroke:var(--mark);stroke-width:6;opacity:.35}\
svg .edge.open{stroke:var(--bad);stroke-width:2.5}\
svg .node{fill:var(--card);stroke:var(--mark)}svg .node.threat{stroke:var(--bad)}svg .node.control{stroke:var(--good)}\
svg .node.other{stroke:var(--soft)}svg .node.risk{stroke:var(--late);stroke-width:2}span.threat{color:var(--bad)}span.asset{color:var(--mark)}\
span.control{color:var(--good)}span.risk{color:var(--late)}\
table.matrix{border-collapse:separate;border-spacing:3px;table-layout:fixed}table.matrix:not(.small){min-width:620px}table.matrix td,table.matrix th{border:0}\
table.matrix td{border-radius:5px;padding:6px 8px;color:var(--ink)}table.matrix th{color:var(--soft);\
font-weight:500;padding:6px 8px 6px 0}.heat-0{background:var(--heat-0)}.heat-1{background:var(--heat-1)}\
.heat-2{background:var(--heat-2)}.heat-3{background:var(--heat-3)}.heat-4{background:var(--heat-4)}\
table.matrix.small td{text-align:center;padding:4px}table.small{font-size:12.5px}table.matrix.small tfoot th{padding:4px 0;\
text-align:center;font-size:12px;overflow:hidden}table.small tr>:first-child{width:104px}\
#dashboard .panels{display:grid;gap:16px;grid-template-columns:repeat(6,minmax(0,1fr))}\
#dashboard section{margin:0;border:1px solid var(--line);border-radius:10px;padding:14px 16px;grid-column:span 3;\
scroll-margin-top:16px}#dashboard section>h3{border:0;padding:0;font-size:15.5px}.panels>#certificate,.panels>#duties,\
.panels>#capacity{grid-column:span 2}.panels>#ready,.panels>#open,.panels>#lacks{grid-column:span 4}.headline{display:flex;gap:4px 12px;align-items:baseline;margin:0 0 6px}.headline span{min-width:0}.headline.name b{font-size:20px;flex:auto}\
.headline b{flex:none}.headline .state{flex:none}#dashboard .from{display:none}#dashboard .bars svg{width:72px}.bars .n{flex:none}\
#dashboard section{font-size:14px}#dashboard section>p.soft{font-size:13px}\
.headline b{font-size:26px;line-height:1.15;font-variant-numeric:tabular-nums}.phases{display:grid;gap:12px 24px;\
grid-template-columns:repeat(2,minmax(0,1fr))}.phases h4{margin:0 0 4px}.phases li{font-size:13.5px}.phase{text-transform:capitalize}\
@media (max-width:1060px){#dashboard .panels{grid-template-columns:minmax(0,1fr)}\
#dashboard .panels>section{grid-column:auto}}\
@media (max-width:760px){.page{grid-template-columns:minmax(0,1fr);padding:12px 16px 48px}.top>div{padding:14px 16px}\
.page>nav{position:static;margin-bottom:16px;max-height:none}nav>ul{display:flex;flex-wrap:wrap;gap:4px}\
nav>ul>li:has(ul){display:contents}nav ul ul{order:9;display:flex;overflow-x:auto;max-width:100%;margin:0;border:0;\
padding:0 0 4px}nav ul ul a{white-space:nowrap}.top h1{font-size:19px}.top p{display:-webkit-box;-webkit-box-orient:vertical;\
-webkit-line-clamp:2;overflow:hidden}.scroll>table:not(.matrix){min-width:520px}.scroll>table.many{min-width:900px}\
.scroll>table:not(.matrix) tbody th{position:sticky;left:0;background:var(--page);max-width:150px}\
table.matrix.small tfoot th{writing-mode:vertical-rl;text-align:left}table.small tr>:first-child{width:76px}\
.phases{grid-template-columns:minmax(0,1fr)}.cards{grid-template-columns:repeat(2,minmax(0,1fr))}}\
@supports selector(:has(*)){@media screen{.page{display:none}.page:target,.page:has(:target),\
main:not(:has(:target))>#dashboard{display:grid}}}\
@media print{.page{display:block;max-width:none;padding:0;break-before:page}.page:first-child{break-before:auto}\
nav,.skip{display:none}.scroll{overflow:visible}.top>div{max-width:none}thead{display:table-header-group}\
tr,svg,.cards li{break-inside:avoid}h2,h3,h4{break-after:avoid}section{break-inside:auto}svg.wide{min-width:0}}",
);
