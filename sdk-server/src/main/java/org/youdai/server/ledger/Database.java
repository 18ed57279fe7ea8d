package org.youdai.server.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/**
 * The database, which may be away at the start and at any time: who needs it is told so, and
 * everything else goes on. Its tables are made as soon as it can be reached. Safe for use by
 * several threads.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final String SCHEMA = "classpath:org/youdai/server/schema/";
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** What H2 says of a file that another process has open. */
  private static final int IN_USE = 90020;

  private final DataSource source;
  private final Vendor vendor;
  private final JdbcClient sql;
  private final TransactionTemplate transaction;
  private final Thread preparing;
  private final CompletableFuture<Boolean> firstTry = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean isAway = new AtomicBoolean();
  private volatile boolean isReady;

  private Database(DataSource source, Vendor vendor) {
    this.source = source;
    this.vendor = vendor;
    this.sql = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.preparing = new Thread(this::prepare, "youdai-database");
    preparing.setDaemon(true);
  }

  /** Opens the database, and waits {@code atMost} for the first try to make its tables. */
  static Database open(DataSource source, Vendor vendor, Duration atMost)
      throws InterruptedException {
    Database database = new Database(source, vendor);
    database.preparing.start();
    try {
      database.firstTry.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      LOG.info("the server starts while the database gets ready");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    return database;
  }

  private void prepare() {
    try {
      while (!isPrepared() && !closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("the database is tried again");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      firstTry.complete(isReady);
    }
  }

  private boolean isPrepared() {
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .loggers("slf4j")
          .locations(SCHEMA + "all", SCHEMA + vendor.name().toLowerCase(Locale.ROOT))
          .load()
          .migrate();
      isReady = true;
      isThere();
    } catch (FlywayException | DataAccessException failed) {
      tell(failed);
    }
    firstTry.complete(isReady);
    return isReady;
  }

  /** Returns whether the tables are there; the database may be away all the same. */
  public boolean isReady() {
    return isReady;
  }

  /** Returns its connections, for what is done within {@link #change}. */
  DataSource source() {
    return source;
  }

  /** Returns what kind of database it is. */
  public Vendor vendor() {
    return vendor;
  }

  /**
   * Asks the database.
   *
   * @throws ProblemException {@link Problem#UNAVAILABLE} if it is away
   */
  public <T> T ask(Function<JdbcClient, T> question) {
    return reach(() -> question.apply(sql));
  }

  /**
   * Changes the database in one transaction. When this returns, the change outlasts a power cut.
   *
   * @throws ProblemException {@link Problem#UNAVAILABLE} if it is away: then nothing was changed as
   *     far as can be told
   */
  public <T> T change(Function<JdbcClient, T> change) {
    return reach(
        () -> {
          T result = transaction.execute(status -> change.apply(sql));
          if (vendor == Vendor.H2) { // its commits reach the disk half a second later
            sql.sql("checkpoint sync").update();
          }
          return result;
        });
  }

  /** One access to the database. */
  private interface Access<T> {
    T make();
  }

  private <T> T reach(Access<T> access) {
    if (!isReady) {
      throw new ProblemException(Problem.UNAVAILABLE, "database");
    }
    try {
      T result = access.make();
      isThere();
      return result;
    } catch (DataIntegrityViolationException
        | InvalidDataAccessApiUsageException
        | InvalidDataAccessResourceUsageException ourMistake) {
      throw ourMistake;
    } catch (DataAccessException | TransactionException away) {
      tell(away);
      throw new ProblemException(Problem.UNAVAILABLE, "database");
    }
  }

  private void isThere() {
    if (isAway.getAndSet(false)) {
      LOG.info("the database is back");
    }
  }

  private void tell(Exception away) {
    if (isAway.getAndSet(true)) {
      return;
    }
    Throwable first = away;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    if (first instanceof SQLException failed && failed.getErrorCode() == IN_USE) {
      LOG.warn(
          "the database file is open in another process. End that, or choose another folder"
              + " (youdai.server.data); servers that share a database need PostgreSQL"
              + " (spring.datasource.url). Until then there are no reports; verification goes on");
      return;
    }
    LOG.warn(
        "the database cannot be used: {}. It is tried again; verification goes on",
        first.toString());
    LOG.debug("how it came to that", away);
  }

  /** Ends the tries, and interrupts none: H2 would lose its file. */
  @Override
  public void close() {
    closed.countDown();
    try {
      preparing.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
