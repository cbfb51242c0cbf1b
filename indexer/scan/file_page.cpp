// SPDX-License-Identifier: Apache-2.0
// Files as pages. See file_page.h.
#include "indexer/scan/file_page.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "parser/core/limits.h"
#include "parser/core/utf8.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

Diagnostic unreadable(const std::string& path, int error) {
    return diagnose(Code::unreadable_file, path, std::string("it cannot be read: ") + std::strerror(error),
                    "allow this user to read it; what was stored of it earlier is kept");
}

/// At most `most` + 1 bytes. Without blocking on what turned into a pipe meanwhile.
std::optional<std::string> read_bytes(const std::string& path, std::size_t most, int& error) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        error = errno;
        return std::nullopt;
    }
    std::string bytes;
    struct stat known {};
    if (::fstat(file, &known) == 0)
        bytes.resize(std::min(most + 1, static_cast<std::size_t>(std::max<off_t>(known.st_size, 0)) + 1));
    std::size_t length = 0;
    for (;;) {
        if (length == bytes.size()) {
            if (length > most) break;
            bytes.resize(std::min(most + 1, std::max<std::size_t>(2 * length, 4096)));
        }
        const ssize_t got = ::read(file, bytes.data() + length, bytes.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) error = errno;
        if (got <= 0) break;
        length += static_cast<std::size_t>(got);
    }
    ::close(file);
    if (error != 0) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

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
    int error = 0;
    auto bytes = read_bytes(file.path, most, error);
    if (!bytes) {
        diagnostics.push_back(unreadable(file.path, error));
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
            diagnose(Code::not_utf8, file.path,
                     fmt::format("{} invalid sequence{} replaced, the first at byte {}", decoded.replaced,
                                 decoded.replaced == 1 ? " was" : "s were", decoded.first_bad),
                     "save the file as UTF-8"));
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
