// SPDX-License-Identifier: Apache-2.0
#include "indexer/hash/sha256.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

TEST(Sha256, GivesThePublishedDigests) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(1000000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheBytesArrive) {
    const std::string text(300, 'x');
    for (std::size_t length = 0; length <= text.size(); ++length) {
        Sha256 parts;
        for (std::size_t at = 0; at < length; at += 7)
            parts.add(std::string_view(text).substr(at, std::min<std::size_t>(7, length - at)));
        EXPECT_EQ(parts.finish(), sha256(std::string_view(text).substr(0, length))) << length;
    }
}

TEST(Sha256, TellsListsOfFieldsApart) {
    Sha256 a;
    a.add_field("ab");
    a.add_field("c");
    Sha256 b;
    b.add_field("a");
    b.add_field("bc");
    EXPECT_NE(a.finish(), b.finish());
}

}  // namespace
}  // namespace clausemark
