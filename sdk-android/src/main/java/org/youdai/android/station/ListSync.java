package org.youdai.android.station;

import android.app.job.JobInfo;
import android.app.job.JobParameters;
import android.app.job.JobScheduler;
import android.app.job.JobService;
import android.content.ComponentName;
import android.content.Context;
import android.os.PersistableBundle;
import android.util.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.youdai.decision.Rejection;
import org.youdai.feed.SnapshotFeed;

/**
 * Renews the lists and uploads the journal in the background, whenever there is a network: as often
 * as the publisher asks for, and after a failure in 30 s, then twice as long with each further one,
 * up to an hour ({@link SnapshotFeed#delay}). It goes on after a restart of the device. The jobs
 * {@value #FIRST} and {@value #SECOND} of the app are its own.
 */
public final class ListSync extends JobService {
  /** Two numbers in turns: a job that planned itself anew would stop itself. */
  static final int FIRST = 9_650_001;

  static final int SECOND = 9_650_002;

  private static final String TAG = "youdai";
  private static final String FAILURES = "failures";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Map<Integer, Run> running = new ConcurrentHashMap<>();

  /** For the system, which makes services itself. */
  public ListSync() {}

  /**
   * Plans the first renewal, to come within half a minute: when settings were saved, and whenever
   * the app is started.
   */
  public static void schedule(Context context) {
    context.getSystemService(JobScheduler.class).cancel(SECOND);
    // At random, so that a thousand gates that are switched on together do not ask at once.
    long millis = ThreadLocalRandom.current().nextLong(SOON.toMillis());
    plan(context, FIRST, Duration.ofMillis(millis), 0);
  }

  private static void plan(Context context, int id, Duration delay, int failures) {
    PersistableBundle extras = new PersistableBundle();
    extras.putInt(FAILURES, failures);
    JobInfo job =
        new JobInfo.Builder(id, new ComponentName(context, ListSync.class))
            .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
            .setMinimumLatency(delay.toMillis())
            // For a job that was stopped, or whose process was: others plan the next one
            // themselves.
            .setBackoffCriteria(SOON.toMillis(), JobInfo.BACKOFF_POLICY_EXPONENTIAL)
            .setPersisted(true)
            .setExtras(extras)
            .build();
    if (context.getSystemService(JobScheduler.class).schedule(job) != JobScheduler.RESULT_SUCCESS) {
      throw new IllegalStateException("the system does not take the job " + id);
    }
  }

  @Override
  public boolean onStartJob(JobParameters job) {
    Run run = new Run(job);
    running.put(job.getJobId(), run);
    new Thread(run, "youdai sync").start();
    return true;
  }

  /**
   * Lets the system start the job again later. Where the network goes on, so does what is under
   * way, until it is done or the process ends: either way, whole lists are taken or none.
   */
  @Override
  public boolean onStopJob(JobParameters job) {
    Optional.ofNullable(running.remove(job.getJobId())).ifPresent(Run::stop);
    return true;
  }

  /** A job that runs. */
  private final class Run implements Runnable {
    private final JobParameters job;
    private volatile boolean isStopped;

    Run(JobParameters job) {
      this.job = job;
    }

    void stop() {
      isStopped = true;
    }

    @Override
    public void run() {
      try {
        Optional<StationSettings> settings = AppStorage.of(ListSync.this).settings();
        if (settings.isPresent()) {
          sync(settings.get());
        }
        end(false);
      } catch (Rejection damaged) {
        Log.e(TAG, "no lists come before the device is set up again: " + damaged.where());
        end(false);
      } catch (IOException disk) {
        Log.w(TAG, "the lists are not renewed", disk);
        end(true);
      }
    }

    private void sync(StationSettings settings) throws IOException {
      try (Station station = Station.open(ListSync.this, settings)) {
        SnapshotFeed.Update update = station.sync();
        boolean isDone =
            update.result() != SnapshotFeed.Result.REFUSED
                && !station.recording().uploadProblem().isPresent();
        int failures = isDone ? 0 : 1 + job.getExtras().getInt(FAILURES);
        double share = ThreadLocalRandom.current().nextDouble();
        Duration delay = SnapshotFeed.delay(failures, station.feed().get().ttl(), share);
        if (!isStopped) {
          // Before this one ends: a process that dies in between leaves one job too many, not none.
          plan(ListSync.this, FIRST + SECOND - job.getJobId(), delay, failures);
        }
      }
    }

    private void end(boolean isToComeAgain) {
      if (!isStopped) {
        running.remove(job.getJobId(), this);
        jobFinished(job, isToComeAgain);
      }
    }
  }
}
