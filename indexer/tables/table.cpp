// SPDX-License-Identifier: Apache-2.0
// See table.h.
#include "indexer/tables/table.h"

namespace clausemark {

std::string cell_text(std::string_view text) {
    std::string out;
    bool blank = false;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') {
            blank = true;
            continue;
        }
        if (blank && !out.empty()) out += ' ';
        blank = false;
        out += c;
    }
    return out;
}

}  // namespace clausemark
