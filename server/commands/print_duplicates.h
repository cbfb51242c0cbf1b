// SPDX-License-Identifier: Apache-2.0
// Duplicates as text for people, on a terminal in colour.
#pragma once

#include <string>
#include <vector>

#include "server/app/duplicate_findings.h"

namespace clausemark {

/// `number` in the list; 0: none.
void print_cluster(const ClusterFinding& finding, std::size_t number);
/// The sentences of two copies below each other: what differs in colour on a terminal, else [-old-]{+new+}.
/// Runs of equal sentences are left out.
void print_sides(const ClusterFinding& finding, const AlignedRegion& sides);
/// Passages on many pages, and texts on many pages that differ in what was filled in.
void print_forms(const std::vector<FormPassage>& forms, const std::vector<ClusterFinding>& filled);

/// "Page > Heading > Heading", for a terminal.
std::string place_text(const DocumentRecord& document, const std::vector<std::string>& heading_path);
/// Where a page is found: its permalink, else WIKI/KEY.
std::string address_text(const DocumentRecord& document);
/// Cut to so many characters, at a character's begin.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace clausemark
