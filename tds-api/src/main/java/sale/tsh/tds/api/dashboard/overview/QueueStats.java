package sale.tsh.tds.api.dashboard.overview;

import sale.tsh.tds.statistics.QueueCounts;

/** The answer of {@code GET /dashboard/queue-stats}. */
record QueueStats(
    long pending, long processing, long retry, long completed, long deadLetter, long total) {

  static QueueStats of(QueueCounts counts) {
    return new QueueStats(
        counts.pending(),
        counts.processing(),
        counts.retry(),
        counts.completed(),
        counts.deadLetter(),
        counts.total());
  }
}
