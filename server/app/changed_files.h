// SPDX-License-Identifier: Apache-2.0
// Which pages a change touches, asked of git: what differs from where the branch left a revision, with what
// is not committed and files that are new. The program `git` is run without a shell.
#pragma once

#include <string>
#include <vector>

#include "parser/core/result.h"

namespace clausemark {

/// Paths below `folder`, with slashes; deleted ones too. Fails (CM001) outside a work tree, for an unknown
/// revision, and where there is no git.
Result<std::vector<std::string>> changed_files(const std::string& folder, const std::string& revision);

}  // namespace clausemark
