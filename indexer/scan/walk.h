// SPDX-License-Identifier: Apache-2.0
// Which files lie below a folder. Walks without recursion, in bytewise order, never opens anything but
// folders, and reports what it could not see: a page may be called gone only where its folder was seen whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/diagnostic.h"

namespace clausemark {

struct FoundFile {
    std::string path;  ///< to open it by
    std::string key;   ///< below the folder, with slashes: "security/backup.md"
    std::uint64_t bytes = 0;
};

struct Walk {
    std::vector<FoundFile> files;     ///< by key, bytewise; every regular file that is not hidden
    std::vector<std::string> unseen;  ///< keys of what could not be read (whole), folders with a final slash;
                                      ///< "" for the top
    std::vector<Diagnostic> diagnostics;  ///< CM001, CM005
};

/// Hidden entries (".git") are left out. A symbolic link to a folder is followed unless it leads to one above
/// it (CM005) or one that is walked anyway. `top` may be a single file, which then is all. O(entries).
Walk walk(const std::string& top);

/// Whether the walk saw all of the folder that a key lies in.
bool saw_folder_of(const Walk& walk, std::string_view key);

}  // namespace clausemark
