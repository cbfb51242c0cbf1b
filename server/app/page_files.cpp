// SPDX-License-Identifier: Apache-2.0
// See page_files.h.
#include "server/app/page_files.h"

#include <filesystem>

namespace clausemark {

void PageFiles::add(const ScanOptions& options, const Config& config) {
    for (const std::string& path : options.paths) {
        std::error_code error;
        const std::filesystem::path whole(path);
        const bool file = std::filesystem::is_regular_file(whole, error);
        folders_[wiki_of(options, config, path)] =
            (file ? whole.parent_path() : whole).lexically_normal().string();
    }
}

std::string PageFiles::name(const DocumentKey& id) const {
    const auto folder = folders_.find(id.wiki);
    if (folder == folders_.end()) return id.key;
    // lexically_normal() keeps "." for the folder itself; "./a.md" says no more than "a.md".
    return (std::filesystem::path(folder->second) / id.key).lexically_normal().string();
}

}  // namespace clausemark
