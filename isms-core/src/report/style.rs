//! How the report looks: light, dark and printed.

use maud::PreEscaped;

pub(super) const CSS: PreEscaped<&str> = PreEscaped(
    ":root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6875;--line:#d8dee5;--page:#fff;--card:#f5f7f9;\
--good:#1f8a5b;--late:#c77700;--bad:#c43333;--mark:#2c6ecb;--band:#c433331f}\
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#9aa7b4;--line:#36424e;--page:#12181e;--card:#1b242d;\
--good:#46c08a;--late:#f0a53a;--bad:#f07070;--mark:#6da4f0;--band:#f0707026}}\
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}\
header,main{max-width:1080px;margin:0 auto;padding:0 20px}header{padding-top:28px}h1{margin:0;font-size:26px}\
header p{color:var(--soft);margin:4px 0 0}section{margin:32px 0}h2{font-size:19px;margin:0 0 10px}\
table{border-collapse:collapse;width:100%;font-size:13.5px}caption{text-align:left;color:var(--soft);padding-bottom:6px}\
th,td{text-align:left;vertical-align:top;padding:5px 8px;border-bottom:1px solid var(--line)}th{font-weight:600}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.cards{display:grid;gap:12px;\
grid-template-columns:repeat(auto-fill,minmax(190px,1fr));margin:0;padding:0;list-style:none}\
.cards li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px}\
.cards b{display:block;font-size:22px}.cards span{color:var(--soft);font-size:13px}\
.good{color:var(--good)}.late{color:var(--late)}.bad{color:var(--bad)}.soft{color:var(--soft)}ul.plain{margin:0;padding-left:16px}\
.scroll{overflow-x:auto}svg{display:block;max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}\
svg .soft{fill:var(--soft)}svg .line{stroke:var(--line);fill:none}svg .edge{stroke:var(--soft);fill:none}\
svg .due{stroke:var(--soft);fill:none}svg .intime{fill:var(--good)}svg .aftergrace{fill:var(--late)}svg .none{fill:var(--bad)}\
svg .band{fill:var(--band)}svg .audit{stroke:var(--bad)}svg .node{fill:var(--card);stroke:var(--mark)}svg.wide{min-width:720px}\
svg .node.threat{stroke:var(--bad)}svg .node.control{stroke:var(--good)}svg .node.risk{stroke:var(--late);stroke-width:2}\
span.threat{color:var(--bad)}span.asset{color:var(--mark)}span.control{color:var(--good)}span.risk{color:var(--late)}\
td.id{white-space:nowrap}@media (max-width:640px){td,th{padding:4px 5px}ul.plain{min-width:240px}h1{font-size:22px}\
.cards{grid-template-columns:repeat(auto-fill,minmax(140px,1fr))}}\
@media print{section{break-inside:avoid-page}body{font-size:11px}header,main{max-width:none}}",
);
