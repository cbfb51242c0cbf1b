// SPDX-License-Identifier: Apache-2.0
// The last step of an answer. See finish.h.
#include "server/http/finish.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <random>

#include "parser/core/limits_http.h"
#include "server/http/negotiation.h"
#include "server/http/preconditions.h"

namespace clausemark {
namespace {

std::string new_id() {
    static const std::uint64_t process = [] {
        std::random_device source;
        return static_cast<std::uint64_t>(source()) << 32 | source();
    }();
    static std::atomic<std::uint32_t> count = 0;
    return fmt::format("{:016x}{:08x}", process, count++);
}

void give(HttpResponse& response, const char* name, const char* value) {
    response.headers.emplace(name, value);
}

}  // namespace

std::string request_id(std::string_view given) {
    const bool fine =
        !given.empty() && given.size() <= limits::request_id_bytes && std::ranges::all_of(given, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '_' || c == '.';
        });
    return fine ? std::string(given) : new_id();
}

void finish(const HttpRequest& request, HttpResponse& response) {
    response.headers["X-Request-Id"] = request.id;
    give(response, "X-Content-Type-Options", "nosniff");
    give(response, "Referrer-Policy", "no-referrer");
    give(response, "Cross-Origin-Resource-Policy", "same-origin");
    give(response, "Cache-Control", "no-cache");
    const bool may_compress =
        response.text().size() >= limits::worth_compressing && is_compressible(response.type);
    if (may_compress) vary(response, "Accept-Encoding");
    const bool compress = may_compress && takes_gzip(request.header("accept-encoding"));
    const bool read = request.method == "GET" || request.method == "HEAD";
    if (const auto tag = response.headers.find("ETag"); tag != response.headers.end() && read) {
        if (response.type.starts_with("text/csv")) tag->second = tag_of_form(tag->second, "csv");
        if (response.type.starts_with("text/markdown")) tag->second = tag_of_form(tag->second, "markdown");
        if (compress) tag->second = tag_of_form(tag->second, "gzip");
        if (response.status == 200 && names_tag(request.header("if-none-match"), tag->second)) {
            response.status = 304;
            response.body.clear();
            response.kept.reset();
            return;
        }
    }
    if (!compress) return;
    if (response.kept)
        response.kept = response.kept->gzipped();
    else
        response.body = gzip(response.body);
    response.headers["Content-Encoding"] = "gzip";
}

}  // namespace clausemark
