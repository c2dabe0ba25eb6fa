// Mission Control
// SPDX-License-Identifier: Apache-2.0

#include "CDashboard.h"

static const unsigned char css[] = {
#embed "assets/dashboard.css"
};
static const unsigned char javascript[] = {
#embed "assets/dashboard.js"
};
static const unsigned char icon[] = {
#embed "assets/icon.svg"
};

static const mission_asset assets[] = {
    {"dashboard.css", "text/css; charset=utf-8", css, sizeof css},
    {"dashboard.js", "text/javascript; charset=utf-8", javascript, sizeof javascript},
    {"icon.svg", "image/svg+xml", icon, sizeof icon},
};

size_t mission_assets_count(void) {
    return sizeof assets / sizeof assets[0];
}

const mission_asset *mission_asset_at(size_t index) {
    return index < mission_assets_count() ? &assets[index] : NULL;
}
