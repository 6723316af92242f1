/// The style sheet of the report: for a screen, and for A4.
enum ReportStyle {
  /// Colours are those of the map. Signs that HTML or XML would read are not used.
  static let sheet = """
    :root { --ink: #1d2b33; --faint: #5b6b73; --rule: #d5dadc; --near: #2c7fa3; --gap: #d55e00; --paper: #f6f7f5; }
    * { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
    html { font: 16px/1.5 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; color: var(--ink); }
    html:lang(zh) { font-family: 'Noto Sans', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC',
      'Microsoft YaHei', sans-serif; line-height: 1.65; }
    body { margin: 0 auto; padding: 2rem 1.5rem 3rem; max-width: 56rem; background: #fff; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .6rem; text-wrap: balance; }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.2rem 0 .6rem; padding-top: .5rem;
      border-top: 2px solid var(--ink); break-after: avoid; }
    h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; break-after: avoid; }
    p { margin: 0 0 .6rem; orphans: 3; widows: 3; }
    ul { margin: 0 0 .6rem; padding-left: 1.2rem; }
    li { margin-bottom: .3rem; break-inside: avoid; }
    .lead { font-size: 1.12rem; max-width: 44rem; }
    .faint, footer { color: var(--faint); font-size: .86rem; }
    .notice { border-left: 4px solid var(--gap); background: #fdf3ea; padding: .5rem .8rem; font-size: .92rem;
      break-inside: avoid; }
    .cards { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; }
    .card { flex: 1 1 12rem; background: var(--paper); border-top: 4px solid var(--faint); padding: .6rem .9rem;
      break-inside: avoid; }
    .card.near { border-color: var(--near); }
    .card.gap { border-color: var(--gap); }
    .card b { display: block; font-size: 2.1rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
    .card span { display: block; }
    .card small { display: block; color: var(--faint); font-size: .82rem; margin-top: .25rem; overflow-wrap: anywhere; }
    figure { margin: 0 0 1rem; break-inside: avoid; }
    svg { display: block; width: 100%; height: auto; }
    svg.map { max-height: 75vh; }
    svg.key { display: inline-block; width: 26px; height: 18px; flex: none; }
    .legend { list-style: none; padding: 0; margin: .6rem 0 .4rem; columns: 3 15rem; column-gap: 1.2rem;
      font-size: .86rem; }
    .legend li { display: flex; gap: .5rem; align-items: center; line-height: 1.3; }
    .chart text { font-size: 12px; fill: var(--ink); }
    .chart .mark { font-size: 15px; font-weight: 700; paint-order: stroke; stroke: #fff; stroke-width: 5px;
      stroke-linejoin: round; }
    .chart .grid { fill: none; stroke: #aab3b6; stroke-width: .7; }
    .chart .curve { fill: none; stroke: var(--ink); stroke-width: 2; stroke-linejoin: round; }
    .chart path.limit { fill: none; stroke: var(--gap); stroke-width: 2; stroke-dasharray: 6 4; }
    .chart circle.limit { fill: var(--gap); stroke: #fff; stroke-width: 1.5; }
    .chart .within { fill: #b9dcdc; }
    .chart .beyond { fill: #f6d9c2; }
    table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.4; margin: .4rem 0 .8rem; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th { text-align: left; vertical-align: bottom; font-weight: 600; border-bottom: 1.5px solid var(--ink);
      padding: .25rem .6rem .25rem 0; }
    td { vertical-align: top; border-bottom: 1px solid var(--rule); padding: .35rem .6rem .35rem 0;
      overflow-wrap: break-word; }
    td:first-child, .gaps td:nth-child(2), .files td { overflow-wrap: anywhere; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    th.n { white-space: normal; }
    th:last-child, td:last-child { padding-right: 0; }
    html:lang(zh) th { white-space: nowrap; }
    .areas td:first-child, .venues td:first-child, .clauses td:first-child { min-width: 7.5rem; }
    tr.part td:first-child { padding-left: 1.2rem; }
    .files td:nth-last-child(3) { min-width: 10rem; }
    .gaps td p { margin: 0 0 .25rem; }
    .gaps .where { font-weight: 600; }
    .gaps .site { border-left: 3px solid var(--near); padding-left: .5rem; }
    .gaps td:first-child { font-weight: 700; }
    .gaps td:nth-child(2) { width: 66%; }
    .causes { list-style: none; padding: 0; }
    .causes b, .why b { color: #a84800; }
    .gaps small { color: var(--faint); white-space: nowrap; }
    code { font: .76rem/1.4 'DejaVu Sans Mono', Consolas, monospace; overflow-wrap: anywhere; }
    footer { margin-top: 2rem; border-top: 1px solid var(--rule); padding-top: .6rem; }
    a { color: inherit; }
    @page { size: A4; margin: 15mm 15mm 17mm;
      @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #5b6b73; } }
    @media print {
      html { font-size: 10.5pt; }
      body { max-width: none; padding: 0; }
      .cover { height: 262mm; display: flex; flex-direction: column; break-after: page; }
      .cover section, .cover figure { flex: 1 1 0; min-height: 60mm; display: flex; flex-direction: column; margin: 0; }
      svg.map { flex: 1 1 0; min-height: 0; max-height: none; }
      .lead { max-width: none; }
      main section:first-child h2 { margin-top: 0; }
      .legend { columns: 3; font-size: 8.5pt; }
      .card { flex: 1 1 0; }
      h2 { margin-top: 1.4rem; }
      .files code { font-size: .68rem; }
      footer { margin-top: .6rem; padding-top: .3rem; break-before: avoid; }
    }
    @media screen and (max-width: 40rem) {
      body { padding: 1rem; }
      .gaps td:nth-child(2) { width: auto; }
      table { font-size: .82rem; display: block; overflow-x: auto; }
    }
    """
}
