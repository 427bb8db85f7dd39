package dev.confab.system.planted.gateway;

import dev.confab.system.planted.history.Page;

record KnowsHistory(Page page) {}
