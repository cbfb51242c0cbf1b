// SPDX-License-Identifier: Apache-2.0
// Glob matching by following all states of the pattern at once (Thompson 1968), which has no bad case.
#include "indexer/config/glob.h"

#include <vector>

namespace clausemark {
namespace {

using States = std::vector<bool>;  // state i: the first i bytes of the pattern are done

/// The second '*' of "**", which takes any characters; the first one only leads to it.
bool is_across(std::string_view pattern, std::size_t at) {
    return at > 0 && pattern[at - 1] == '*';
}
bool leads_across(std::string_view pattern, std::size_t at) {
    return !is_across(pattern, at) && pattern.substr(at, 2) == "**";
}

/// Adds what wildcards that stand for nothing lead to. They lead forwards only, so one pass is enough.
void skip_wildcards(std::string_view pattern, States& states) {
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (!states[at] || pattern[at] != '*') continue;
        states[at + 1] = true;
        const bool folder = at == 0 || pattern[at - 1] == '/';
        if (folder && pattern.substr(at, 3) == "**/") states[at + 3] = true;
    }
}

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

bool glob_match(std::string_view pattern, std::string_view path) {
    States states(pattern.size() + 1), next;
    states[0] = true;
    skip_wildcards(pattern, states);
    for (std::size_t i = 0; i < path.size(); ++i) {
        next.assign(pattern.size() + 1, false);
        const bool inside = i + 1 < path.size() && continues(path[i + 1]);  // of a character of several bytes
        for (std::size_t at = 0; at < pattern.size(); ++at) {
            if (!states[at]) continue;
            if (pattern[at] == '*') {
                const bool takes = is_across(pattern, at) || (path[i] != '/' && !leads_across(pattern, at));
                if (takes) next[at] = true;
            } else if (pattern[at] == '?') {
                if (path[i] != '/') next[inside ? at : at + 1] = true;
            } else if (pattern[at] == path[i]) {
                next[at + 1] = true;
            }
        }
        skip_wildcards(pattern, next);
        states.swap(next);
    }
    return states[pattern.size()];
}

}  // namespace clausemark
