// SPDX-License-Identifier: Apache-2.0
// The routes that write many documents at once, or move one; see batch.cpp and rename.cpp.
#pragma once

#include "server/http/service.h"

namespace clausemark {

HttpResponse post_documents(Service& service, const HttpRequest& request);
HttpResponse post_delete_documents(Service& service, const HttpRequest& request);
HttpResponse post_reconcile(Service& service, const HttpRequest& request);
HttpResponse post_rename(Service& service, const HttpRequest& request);

}  // namespace clausemark
