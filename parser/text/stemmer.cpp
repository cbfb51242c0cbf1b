// SPDX-License-Identifier: Apache-2.0
// The only caller of libstemmer. See stemmer.h.
#include "parser/text/stemmer.h"

#include <libstemmer.h>

#include <new>

namespace clausemark {

struct Stemmer::State {
    sb_stemmer* stemmer = sb_stemmer_new("english", "UTF_8");
    ~State() { sb_stemmer_delete(stemmer); }
};

Stemmer::Stemmer() : state_(std::make_unique<State>()) {
    if (state_->stemmer == nullptr) throw std::bad_alloc();
}

Stemmer::~Stemmer() = default;

std::string_view Stemmer::stem(std::string_view folded) {
    const auto* bytes = reinterpret_cast<const sb_symbol*>(folded.data());
    const sb_symbol* stem = sb_stemmer_stem(state_->stemmer, bytes, static_cast<int>(folded.size()));
    if (stem == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(stem),
            static_cast<std::size_t>(sb_stemmer_length(state_->stemmer))};
}

}  // namespace clausemark
