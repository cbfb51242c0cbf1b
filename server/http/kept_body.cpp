// SPDX-License-Identifier: Apache-2.0
// Kept bodies. See kept_body.h.
#include "server/http/kept_body.h"

#include "server/http/negotiation.h"

namespace clausemark {

std::shared_ptr<const KeptBody> KeptBody::gzipped() const {
    std::call_once(once_, [this] { gzipped_ = std::make_shared<const KeptBody>(gzip(text_)); });
    return gzipped_;
}

}  // namespace clausemark
