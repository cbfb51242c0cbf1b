// SPDX-License-Identifier: Apache-2.0
// The knowledge of the program as files: clause lists, rules and what else lies in corpus/. It is built into
// the program and can be replaced by a folder of the same shape. Reading the texts is left to the parts they
// are for.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/result.h"

namespace clausemark {

struct CorpusFile {
    std::string path;  ///< below the corpus, with slashes: "standards/iso27001-2022.json"
    std::string text;
};

struct Corpus {
    std::vector<CorpusFile> files;  ///< by path, bytewise

    /// What was built into the program.
    static Corpus embedded();
    /// A folder's files of the same names. Fails where the folder, or a file in it, cannot be read.
    static Result<Corpus> from_directory(const std::filesystem::path& directory);

    /// The files of one kind, in order: in_folder("rules") gives every file below rules/.
    std::vector<const CorpusFile*> in_folder(std::string_view folder) const;
};

}  // namespace clausemark
