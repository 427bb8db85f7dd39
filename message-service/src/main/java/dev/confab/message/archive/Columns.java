package dev.confab.message.archive;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementSetter;

/// Rows as one SQL array per column, for `unnest`: any number of rows in one statement whose text
/// never changes.
///
/// The arrays are typed because the driver sends those as they are; of `Object`s it makes one text.
final class Columns<R> implements PreparedStatementSetter {
  private record Column(String type, @Nullable Object[] values) {}

  private final Collection<R> rows;
  private final List<Column> columns = new ArrayList<>();

  private Columns(Collection<R> rows) {
    this.rows = rows;
  }

  static <R> Columns<R> of(Collection<R> rows) {
    return new Columns<>(rows);
  }

  Columns<R> text(Function<R, @Nullable String> value) {
    return add("text", value, String[]::new);
  }

  Columns<R> number(Function<R, Long> value) {
    return add("int8", value, Long[]::new);
  }

  Columns<R> flag(Function<R, Boolean> value) {
    return add("bool", value, Boolean[]::new);
  }

  /// As text, which the statement casts.
  Columns<R> time(Function<R, @Nullable Instant> value) {
    return text(row -> {
      Instant time = value.apply(row);
      return time == null ? null : time.toString();
    });
  }

  private <T> Columns<R> add(
      String type, Function<R, ? extends @Nullable T> value, IntFunction<@Nullable T[]> array) {
    columns.add(new Column(type, rows.stream().map(value).toArray(array)));
    return this;
  }

  @Override
  public void setValues(PreparedStatement statement) throws SQLException {
    int place = 1;
    for (Column column : columns) {
      statement.setArray(
          place++, statement.getConnection().createArrayOf(column.type(), column.values()));
    }
  }
}
