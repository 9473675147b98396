#include "simulator.hpp"

#include "errors.hpp"

// The assembler takes the files in as they are; CALLWELL_SERVER_WEB is their folder.
#define EMBED(symbol, file)                                                                                                        \
  __asm__(".section .rodata\n" #symbol ":\n.incbin \"" CALLWELL_SERVER_WEB "/" file "\"\n" #symbol "_end:\n.byte 0\n.previous\n"); \
  extern "C" __attribute__((visibility("hidden"))) const char symbol[], symbol##_end[]

EMBED(web_index_html, "index.html");
EMBED(web_style_css, "style.css");
EMBED(web_main_js, "main.js");
EMBED(web_api_js, "api.js");
EMBED(web_phone_js, "phone.js");
EMBED(web_desk_js, "desk.js");
EMBED(web_dom_js, "dom.js");
EMBED(web_icon_svg, "icon.svg");

namespace server {

namespace {

struct File {
  std::string_view path, type;
  const char *begin, *end;
  std::string_view text() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};
constexpr std::string_view kScript = "text/javascript; charset=utf-8";
const File kFiles[] = {{"/", "text/html; charset=utf-8", web_index_html, web_index_html_end},
                       {"/style.css", "text/css; charset=utf-8", web_style_css, web_style_css_end},
                       {"/main.js", kScript, web_main_js, web_main_js_end},
                       {"/api.js", kScript, web_api_js, web_api_js_end},
                       {"/phone.js", kScript, web_phone_js, web_phone_js_end},
                       {"/desk.js", kScript, web_desk_js, web_desk_js_end},
                       {"/dom.js", kScript, web_dom_js, web_dom_js_end},
                       {"/icon.svg", "image/svg+xml", web_icon_svg, web_icon_svg_end}};

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

std::string with_token(std::string_view page, std::string_view token) {
  constexpr std::string_view kPlace = "%TOKEN%";
  std::string out(page);
  const std::size_t at = out.find(kPlace);
  if (at != std::string::npos) out.replace(at, kPlace.size(), token);
  return out;
}

}  // namespace

bool simulator_may_see(const Site &site, const HttpRequest &request) {
  const std::string_view host = host_name(request.header("host"));
  const bool plain_name = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
  const bool forwarded =
      !request.header("x-forwarded-for").empty() || !request.header("forwarded").empty() || !request.header("via").empty();
  const std::string_view site_of_page = request.header("sec-fetch-site");
  const bool own_page = site_of_page.empty() || site_of_page == "same-origin" || site_of_page == "none";
  return !site.simulator_token.empty() && request.from_this_machine && plain_name && !forwarded && own_page;
}

std::optional<HttpResponse> simulator_page(const Site &site, const HttpRequest &request) {
  for (const File &file : kFiles) {
    if (file.path != request.path) continue;
    if (!simulator_may_see(site, request)) return error_response(request, 403, "the simulator is for this machine, under its own address");
    if (request.method != "GET" && request.method != "HEAD") return error_response(request, 405, "this path does not take that method");
    HttpResponse response{.content_type = std::string(file.type), .body = with_token(file.text(), site.simulator_token)};
    response.headers = {{"Content-Security-Policy", std::string(kPolicy)},
                        {"Cache-Control", "no-store"},
                        {"Referrer-Policy", "no-referrer"},
                        {"Cross-Origin-Opener-Policy", "same-origin"},
                        {"Cross-Origin-Resource-Policy", "same-origin"}};
    return response;
  }
  return std::nullopt;
}

}  // namespace server
