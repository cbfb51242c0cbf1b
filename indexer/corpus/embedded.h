// SPDX-License-Identifier: Apache-2.0
// The table of files that cmake/EmbedCorpus.cmake generates; corpus.cpp alone uses it.
#pragma once

#include <span>
#include <string_view>

namespace clausemark {

struct EmbeddedFile {
    std::string_view path;
    std::string_view text;
};

/// Sorted by path, bytewise.
std::span<const EmbeddedFile> embedded_files();

}  // namespace clausemark
