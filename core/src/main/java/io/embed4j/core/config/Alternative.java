package io.embed4j.core.config;

import java.util.Optional;

/**
 * One of the records that may stand for an interface.
 *
 * @param type the record
 * @param defaults the settings that count when a file leaves them out, if there are such
 */
record Alternative(Class<? extends Record> type, Optional<Record> defaults) {
  static Alternative of(Class<? extends Record> type) {
    return new Alternative(type, Records.defaults(type));
  }

  static Alternative like(Record defaults) {
    return new Alternative(defaults.getClass(), Optional.of(defaults));
  }
}
