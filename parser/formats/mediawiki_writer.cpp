// SPDX-License-Identifier: Apache-2.0
// See mediawiki_writer.h.
#include "parser/formats/mediawiki_writer.h"

#include <algorithm>

namespace clausemark::mediawiki {

void Writer::paragraph() {
    if (!structure()) return line_break();
    builder_.begin_paragraph();
}

void Writer::heading(int level) {
    if (flat_ > 0) return line_break();
    in_row_ = false;
    builder_.begin_heading(level);
}

void Writer::code() {
    if (!structure()) return line_break();
    builder_.begin_code();
    in_code_ = true;
}

void Writer::end_code() {
    if (in_code_) builder_.end_passage();
    in_code_ = false;
    if (!structure()) line_break();
}

void Writer::end() {
    if (!structure()) return line_break();
    builder_.end_passage();
    in_code_ = false;
}

void Writer::begin_list(bool ordered) {
    lists_.push_back(structure());
    ordered_.push_back(ordered);
    if (lists_.back()) builder_.begin_list();
}

void Writer::end_list() {
    if (lists_.empty()) return;
    if (lists_.back() && flat_ == 0) {
        builder_.end_list();
        in_row_ = false;
    }
    lists_.pop_back();
    ordered_.pop_back();
}

void Writer::item() {
    if (!structure()) return line_break();
    builder_.begin_item(!ordered_.empty() && ordered_.back());
    fresh_item_ = true;
}

void Writer::begin_inset() {
    if (!structure()) return line_break();
    resume_item_ = fresh_item_;
    builder_.end_passage();
    builder_.begin_paragraph();
    fresh_item_ = false;
}

void Writer::end_inset() {
    if (!structure()) return line_break();
    builder_.end_passage();
    if (resume_item_) {
        item();
    } else {
        builder_.begin_paragraph();
    }
}

void Writer::begin_quote() {
    if (!structure()) return line_break();
    ++quotes_;
    builder_.begin_quote();
}

void Writer::end_quote() {
    if (!structure() || quotes_ == 0) return line_break();
    --quotes_;
    builder_.end_quote();
}

void Writer::begin_table() {
    tables_.push_back(flat_ == 0);
    if (!tables_.back()) return line_break();
    in_row_ = false;
    builder_.begin_table();
}

void Writer::end_table() {
    if (tables_.empty()) return;
    if (tables_.back() && flat_ == 0) {
        in_row_ = false;
        builder_.end_table();
    } else {
        line_break();
    }
    tables_.pop_back();
}

void Writer::row(bool header) {
    if (flat_ > 0) return line_break();
    builder_.begin_row(header);
    in_row_ = true;
}

void Writer::cell() {
    if (flat_ > 0) return line_break();
    if (!in_row_) row(false);
    builder_.begin_cell();
}

void Writer::end_row() {
    if (flat_ > 0) return line_break();
    if (!in_row_) return;
    in_row_ = false;
    builder_.end_passage();
}

void Writer::aside(bool note) {
    in_row_ = false;
    if (note) {
        builder_.begin_note();
    } else {
        builder_.begin_argument();
    }
    ++flat_;
}

void Writer::end_aside() {
    --flat_;
    builder_.end_passage();
}

void Writer::text(const Stream& stream, std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    std::size_t index = stream.piece_at(begin);
    while (begin < end) {
        const Piece& piece = stream.pieces[index];
        const bool last = index + 1 == stream.pieces.size();
        const std::uint32_t stop = last ? end : std::min(end, stream.pieces[index + 1].at);
        if (piece.token == Piece::plain) {
            const std::uint32_t first = piece.source.begin + (begin - piece.at);
            source({first, first + (stop - begin)});
        } else if (piece.token == Piece::replaced) {
            replacement(std::string_view(stream.text).substr(begin, stop - begin), piece.source);
        }
        begin = stop;
        ++index;
    }
}

void Writer::source(Span span) {
    if (fresh_item_ && !trim(span.of(builder_.source())).empty()) fresh_item_ = false;
    if (in_value_) {
        value_ += span.of(builder_.source());
    } else {
        builder_.append_source(span);
    }
}

void Writer::replacement(std::string_view text, Span span) {
    fresh_item_ = false;
    if (in_value_) {
        value_ += text;
    } else {
        builder_.append_replacement(text, span);
    }
}

void Writer::line_break(Span source) {
    if (in_value_) {
        value_ += ' ';
    } else if (in_code_ && !source.empty()) {
        builder_.append_replacement("\n", source);
    } else {
        builder_.append_break();
    }
}

void Writer::begin_value() {
    in_value_ = true;
    ++flat_;
    value_.clear();
}

std::string Writer::end_value() {
    in_value_ = false;
    --flat_;
    std::string folded;
    for (const char c : value_) {
        if (!is_space(c)) {
            folded += c;
        } else if (!folded.empty() && folded.back() != ' ') {
            folded += ' ';
        }
    }
    while (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

}  // namespace clausemark::mediawiki
