// Mission Control
// SPDX-License-Identifier: Apache-2.0

#ifndef CDASHBOARD_H
#define CDASHBOARD_H

#include <stddef.h>

/// A file of `assets`, embedded so that the program stays one file.
typedef struct {
    /// The file's name: `dashboard.css`.
    const char *name;
    /// Its media type, as a server names it.
    const char *media_type;
    /// Its content, not terminated.
    const unsigned char *bytes;
    size_t count;
} mission_asset;

/// How many assets there are.
size_t mission_assets_count(void);

/// The asset at an index, in the order of names; null beyond the last.
const mission_asset *mission_asset_at(size_t index);

#endif
