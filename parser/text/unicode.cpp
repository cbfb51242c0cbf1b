// SPDX-License-Identifier: Apache-2.0
// ICU behind a small surface. See unicode.h.
#include "parser/text/unicode.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <stdexcept>

#include "parser/core/utf8.h"

namespace clausemark {
namespace {

void check(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

constexpr char32_t soft_hyphen = 0xAD;

}  // namespace

struct UnicodeWords::State {
    const icu::Normalizer2* fold = nullptr;
    std::unique_ptr<icu::BreakIterator> breaks;  // made on first need: it loads dictionaries
    UText text = UTEXT_INITIALIZER;
    ~State() { utext_close(&text); }
};

UnicodeWords::UnicodeWords() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    check(status, "ICU normalizer");
}

UnicodeWords::~UnicodeWords() = default;

bool UnicodeWords::is_word(char32_t c) {
    constexpr std::uint32_t word_mask = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & word_mask) != 0 || c == soft_hyphen;
}

bool UnicodeWords::ends_sentence(char32_t c) {
    return c > 0x7F && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM) != 0;
}

bool UnicodeWords::is_question_mark(char32_t c) {
    return c == 0xFF1F || c == 0x61F || c == 0x37E;
}

std::string UnicodeWords::fold(std::string_view word) {
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    state_->fold->normalizeUTF8(0, {word.data(), static_cast<std::int32_t>(word.size())}, sink, nullptr,
                                status);
    check(status, "ICU normalizer");
    return out;
}

bool UnicodeWords::needs_breaking(std::string_view word) {
    for (std::size_t at = 0; at < word.size();) {
        const char32_t c = next_code_point(word, at);
        if (c < 0xE00) continue;  // no such script below Thai
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
        if (U_SUCCESS(status) && uscript_breaksBetweenLetters(script) != 0) return true;
    }
    return false;
}

void UnicodeWords::split(std::string_view run, std::vector<Span>& words) {
    UErrorCode status = U_ZERO_ERROR;
    if (!state_->breaks) {
        state_->breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        check(status, "ICU break iterator");
    }
    utext_openUTF8(&state_->text, run.data(), static_cast<std::int64_t>(run.size()), &status);
    state_->breaks->setText(&state_->text, status);
    check(status, "ICU break iterator");
    std::int32_t begin = state_->breaks->first();
    for (std::int32_t end = state_->breaks->next(); end != icu::BreakIterator::DONE;
         end = state_->breaks->next()) {
        if (state_->breaks->getRuleStatus() >= UBRK_WORD_NONE_LIMIT) {
            words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        }
        begin = end;
    }
}

}  // namespace clausemark
