// SPDX-License-Identifier: Apache-2.0
// See write_file.h.
#include "server/app/write_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace clausemark {

std::string write_file(const std::string& path, std::string_view bytes) {
    std::error_code error;
    // A link stays one: what it leads to is replaced. A device or a pipe is written as it is.
    const auto real = std::filesystem::canonical(path, error);
    const std::string target = error ? path : real.string();
    const bool regular =
        !std::filesystem::exists(target, error) || std::filesystem::is_regular_file(target, error);
    const std::string temporary = regular ? target + "." + std::to_string(::getpid()) + ".new" : target;
    const auto failed = [&] {
        std::string why = std::strerror(errno);
        if (regular) std::remove(temporary.c_str());
        return "it cannot be written: " + why;
    };
    std::FILE* file = std::fopen(temporary.c_str(), "wb");
    if (file == nullptr) return std::string("it cannot be written: ") + std::strerror(errno);
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    const bool closed = std::fclose(file) == 0;
    if (!written || !closed) return failed();
    if (!regular) return {};
    // A new file has the mode that the process gives; a replaced one keeps its own.
    const auto mode = std::filesystem::status(target, error);
    if (!error && std::filesystem::exists(mode))
        std::filesystem::permissions(temporary, mode.permissions(), error);
    if (std::rename(temporary.c_str(), target.c_str()) != 0) return failed();
    return {};
}

}  // namespace clausemark
