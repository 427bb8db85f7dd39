package dev.confab.system.planted.schema;

import com.fasterxml.jackson.databind.ObjectMapper;

record WritesWithJacksonTwo(ObjectMapper mapper) {}
