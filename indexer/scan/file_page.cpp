// SPDX-License-Identifier: Apache-2.0
// Files as pages. See file_page.h.
#include "indexer/scan/file_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/files/read_file.h"
#include "parser/core/limits.h"
#include "parser/core/utf8.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

std::optional<Format> format_for(const std::string& key, std::string_view text, const Config& config) {
    const auto chosen = config.pages.format_of(key);
    return chosen ? chosen : format_of(key, text);
}

}  // namespace

bool is_page_name(const std::string& key, const Config& config) {
    return config.pages.takes(key) && format_for(key, {}, config).has_value();
}

std::optional<PageInput> read_file_page(const FoundFile& file, const std::string& wiki, const Config& config,
                                        std::vector<Diagnostic>& diagnostics) {
    const std::size_t most =
        std::min(config.page_bytes == 0 ? limits::page_bytes : config.page_bytes, limits::page_bytes);
    std::string why;
    auto bytes = read_file(file.path, most, FileKinds::regular, why);
    if (!bytes) {
        diagnostics.push_back(diagnose(Code::unreadable_file, file.path, why,
                                       "allow this user to read it; what was stored of it earlier is kept"));
        return std::nullopt;
    }
    if (bytes->size() > most) {
        diagnostics.push_back(diagnose(Code::page_too_large, file.path,
                                       fmt::format("the page is larger than the limit of {} bytes", most),
                                       "split it, or raise limits.page-bytes in clausemark.json"));
        return std::nullopt;
    }
    if (looks_binary(*bytes)) {
        diagnostics.push_back(diagnose(Code::binary_file, file.path, "this is no text, in spite of its name",
                                       "rename it, or leave it out with pages.exclude in clausemark.json"));
        return std::nullopt;
    }
    Decoded decoded = decode(std::move(*bytes));
    if (decoded.text.size() > most) {  // replacement characters are longer than what they stand for
        diagnostics.push_back(
            diagnose(Code::page_too_large, file.path,
                     fmt::format("decoded, the page is larger than the limit of {} bytes", most)));
        return std::nullopt;
    }
    PageInput input;
    if (decoded.replaced > 0) {
        input.diagnostics.push_back(
            diagnose_at(Code::not_utf8, file.path, decoded.text, {decoded.first_bad, decoded.first_bad + 3},
                        fmt::format("{} invalid sequence{} replaced by U+FFFD, the first here",
                                    decoded.replaced, decoded.replaced == 1 ? " was" : "s were"),
                        "save the file as UTF-8, without NUL characters"));
        diagnostics.push_back(input.diagnostics.back());
    }
    const auto format = format_for(file.key, std::string_view(decoded.text).substr(0, 4096), config);
    if (!format) return std::nullopt;
    input.given.format = *format;
    input.id = {wiki, file.key};
    input.name = file.path;
    const std::size_t slash = file.key.find('/');
    if (slash != std::string::npos) input.given.space = file.key.substr(0, slash);
    input.source = std::move(decoded.text);
    return input;
}

}  // namespace clausemark
