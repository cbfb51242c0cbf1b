// SPDX-License-Identifier: Apache-2.0
// A libFuzzer target for one page format (CLAUSEMARK_FORMAT): bytes are decoded as a file's would be and
// read; a document that breaks an invariant aborts.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "tests/parser/formats/invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace clausemark;
    const std::string page = decode(std::string(data, data + size)).text;
    const Document document = read_page(*format_named(CLAUSEMARK_FORMAT), page);
    const std::string broken = test::broken_invariant(document);
    if (!broken.empty() || document.source != page) {
        std::fprintf(stderr, "broken: %s\n", broken.c_str());
        std::abort();
    }
    return 0;
}
