// SPDX-License-Identifier: Apache-2.0
// clausemark integrate: the three views of ISO/IEC 27013, and the change to another edition.
#pragma once

namespace CLI {
class App;
}

namespace clausemark {

/// As the others of commands.h.
void add_integrate(CLI::App& program, int& status);

}  // namespace clausemark
