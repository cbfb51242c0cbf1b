// SPDX-License-Identifier: Apache-2.0
// See page_files.h.
#include "server/app/page_files.h"

#include <filesystem>

namespace clausemark {

namespace fs = std::filesystem;

PathOfPages::PathOfPages(const std::string& path) {
    std::error_code error;
    const fs::path whole(path);
    folder = (fs::is_regular_file(whole, error) ? whole.parent_path() : whole).lexically_normal().string();
    if (folder.empty()) folder = std::string(1, '.');
}

std::optional<std::string> PathOfPages::key_of(const std::string& file) const {
    std::error_code error;
    const std::string key = fs::absolute(file, error)
                                .lexically_normal()
                                .lexically_relative(fs::absolute(folder, error).lexically_normal());
    if (error || key.empty() || key == "." || key.starts_with("..")) return std::nullopt;
    return key;
}

void PageFiles::add(const ScanOptions& options, const Config& config) {
    for (const std::string& path : options.paths)
        folders_[wiki_of(options, config, path)] = PathOfPages(path).folder;
}

std::string PageFiles::name(const DocumentKey& id) const {
    const auto folder = folders_.find(id.wiki);
    if (folder == folders_.end()) return id.key;
    return (fs::path(folder->second) / id.key).lexically_normal().string();
}

Surroundings PageFiles::surroundings() const {
    Surroundings made;
    made.file_exists = [folders = folders_](const std::string& wiki, const std::string& path) {
        const auto folder = folders.find(wiki);
        std::error_code error;
        return folder != folders.end() && fs::exists(fs::path(folder->second) / path, error);
    };
    return made;
}

}  // namespace clausemark
