package dev.confab.system.planted.gateway;

import javax.sql.DataSource;

record AsksTheDatabase(DataSource database) {}
