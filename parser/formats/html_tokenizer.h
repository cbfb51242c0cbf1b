// SPDX-License-Identifier: Apache-2.0
// Cuts HTML into text, tags and comments by the tokenization rules of the HTML standard (section 13.2.5), fed
// piece by piece, each token with its place in the source. It keeps no tree and never looks back, so it is
// linear for any input; what the tags mean is for its sink.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

struct HtmlAttribute {
    std::string name;   ///< lower case
    std::string value;  ///< as written: references are not decoded
    Span source;        ///< of the value, without its quotes
};

struct HtmlTag {
    std::string name;  ///< lower case
    bool closing = false;
    std::vector<HtmlAttribute> attributes;  ///< at most the first of each name counts
    Span source;                            ///< from '<' to behind '>'

    /// Null where the tag has no such attribute.
    const HtmlAttribute* find(std::string_view attribute) const;
};

class HtmlSink {
  public:
    virtual void on_text(Span source) = 0;
    virtual void on_reference(std::string_view text, Span source) = 0;  ///< a decoded character reference
    virtual void on_tag(const HtmlTag& tag) = 0;
    virtual void on_comment(std::string_view body, Span source) = 0;

  protected:
    ~HtmlSink() = default;
};

class HtmlTokenizer {
  public:
    HtmlTokenizer(std::string_view source, HtmlSink& sink) : all_(source), sink_(sink) {}

    /// Goes on with a piece of the source. Pieces ascend; a token may reach over several of them (lines of a
    /// quotation), a character reference may not.
    void feed(Span piece);

    /// Inside script, style and the like, whose text is no markup.
    bool in_raw_text() const { return state_ == State::raw_text; }

    /// Forgets an unfinished token.
    void reset() { state_ = State::data; }

    /// After the last piece: a comment that is never closed reaches to the end.
    void finish();

  private:
    enum class State {
        data,
        raw_text,
        tag_open,
        end_tag_open,
        tag_name,
        before_attribute,
        attribute_name,
        after_attribute_name,
        before_value,
        value_double,
        value_single,
        value_plain,
        markup,
        comment,
        bogus,
    };

    std::size_t text(std::size_t at, std::size_t end);
    std::size_t raw_text(std::size_t at, std::size_t end);
    std::size_t comment(std::size_t at, std::size_t end);
    std::size_t value(std::size_t at, std::size_t end);
    void tag_byte(std::size_t at);
    void begin_attribute();
    void begin_value(std::size_t at, State state);
    void end_tag(std::size_t end);
    bool ends_raw_text(std::size_t at, std::size_t end) const;

    std::string_view all_;
    HtmlSink& sink_;
    State state_ = State::data;
    HtmlTag tag_;
    bool keep_ = false;      ///< the attribute being read is one of those kept
    std::string attribute_;  ///< its name
    std::string raw_;        ///< the element whose raw text is read
    std::size_t begin_ = 0;  ///< of the token
};

}  // namespace clausemark
