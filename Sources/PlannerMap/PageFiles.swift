/// The page's files, which are part of the program: it can be moved without a folder of resources beside it.
enum PageFiles {
  /// By path.
  static let all: [String: StaticAnswer] = [
    "/": html(PackageResources.index_html),
    "/app.css": style(PackageResources.app_css),
    "/app.js": script(PackageResources.app_js),
    "/favicon.svg": StaticAnswer(PackageResources.favicon_svg, type: "image/svg+xml"),
    "/i18n/en.json": json(PackageResources.en_json),
    "/i18n/zh-Hans.json": json(PackageResources.zh_Hans_json),
    "/js/api.js": script(PackageResources.api_js),
    "/js/detail.js": script(PackageResources.detail_js),
    "/js/dom.js": script(PackageResources.dom_js),
    "/js/export.js": script(PackageResources.export_js),
    "/js/i18n.js": script(PackageResources.i18n_js),
    "/js/link.js": script(PackageResources.link_js),
    "/js/map.js": script(PackageResources.map_js),
    "/js/panel.js": script(PackageResources.panel_js),
    "/js/pins.js": script(PackageResources.pins_js),
    "/js/questions.js": script(PackageResources.questions_js),
    "/js/sheet.js": script(PackageResources.sheet_js),
    "/js/store.js": script(PackageResources.store_js),
    "/js/style.js": script(PackageResources.style_js),
    "/js/symbols.js": script(PackageResources.symbols_js),
    "/openapi.json": json(PackageResources.openapi_json),
  ]

  private static func html(_ bytes: [UInt8]) -> StaticAnswer { StaticAnswer(bytes, type: "text/html; charset=utf-8") }
  private static func script(_ bytes: [UInt8]) -> StaticAnswer {
    StaticAnswer(bytes, type: "text/javascript; charset=utf-8")
  }
  private static func style(_ bytes: [UInt8]) -> StaticAnswer { StaticAnswer(bytes, type: "text/css; charset=utf-8") }
  private static func json(_ bytes: [UInt8]) -> StaticAnswer {
    StaticAnswer(bytes, type: "application/json; charset=utf-8")
  }
}
