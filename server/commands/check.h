// SPDX-License-Identifier: Apache-2.0
// The command `check`; see commands.h for the others.
#pragma once

#include <CLI/CLI.hpp>

namespace clausemark {

/// Adds the subcommand, whose callback sets `status`.
void add_check(CLI::App& program, int& status);

}  // namespace clausemark
