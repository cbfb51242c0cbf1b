// SPDX-License-Identifier: Apache-2.0
// The checks of document control, for table.cpp.
#pragma once

#include "indexer/checks/checks.h"

namespace clausemark {

/// CM806, CM807, CM809, CM812: what the document control of one page says.
void check_control(const PageView& page, const CheckContext& context, std::vector<Finding>& out);
/// CM801 to CM805, CM811: what pages fail to say.
Status check_control_facts(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);
/// CM808: clauses that only drafts or unapproved edits answer.
Status check_unapproved_evidence(const WikiView& wiki, const CheckContext& context,
                                 std::vector<Finding>& out);
/// CM810: links to withdrawn pages.
Status check_withdrawn_links(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);

}  // namespace clausemark
