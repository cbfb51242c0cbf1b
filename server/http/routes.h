// SPDX-License-Identifier: Apache-2.0
// The table of routes, with what some of them need beside the service.
#pragma once

#include "server/http/diagnostics.h"

namespace clausemark {

/// Every route of the program. make_router() of service.h is this with the checks as they are without
/// settings.
Router make_router(Service& service, const Checking& checking);

}  // namespace clausemark
