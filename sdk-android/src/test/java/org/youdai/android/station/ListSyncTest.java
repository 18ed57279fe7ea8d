package org.youdai.android.station;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.job.JobInfo;
import android.app.job.JobParameters;
import android.app.job.JobScheduler;
import android.content.Context;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowJobService;
import org.robolectric.util.ReflectionHelpers;
import org.youdai.decision.Outcome;
import org.youdai.gate.Passage;
import org.youdai.scan.QrText;

/** What the system's scheduler is asked for, and what a job does when it comes. */
@RunWith(RobolectricTestRunner.class)
public final class ListSyncTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Context context = RuntimeEnvironment.getApplication();
  private final JobScheduler scheduler = context.getSystemService(JobScheduler.class);
  private final Town town = Town.foundedBefore(Instant.now());
  private final ListSync service = Robolectric.buildService(ListSync.class).create().get();
  private final ShadowJobService shadow = Shadows.shadowOf(service);

  @Before
  public void publish() {
    town.publish(Instant.now().minus(Duration.ofMinutes(1)));
  }

  @After
  public void close() {
    town.close();
  }

  private static JobParameters parameters(JobInfo job) {
    JobParameters parameters = Shadow.newInstanceOf(JobParameters.class);
    ReflectionHelpers.setField(parameters, "jobId", job.getId());
    ReflectionHelpers.setField(parameters, "extras", job.getExtras());
    return parameters;
  }

  /** Starts the one job that waits, as the system does when its time has come. */
  private JobParameters start() {
    JobInfo job = onlyJob();
    scheduler.cancel(job.getId());
    JobParameters parameters = parameters(job);
    assertThat(service.onStartJob(parameters)).isTrue();
    return parameters;
  }

  private JobInfo onlyJob() {
    List<JobInfo> pending = scheduler.getAllPendingJobs();
    assertThat(pending).hasSize(1);
    return pending.get(0);
  }

  @SuppressWarnings("deprecation") // what came in its place is not in API 26
  private static int network(JobInfo job) {
    return job.getNetworkType();
  }

  private void runToItsEnd() throws InterruptedException {
    start();
    awaitEnd();
  }

  private void awaitEnd() throws InterruptedException {
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      if (each.getName().equals("youdai sync")) {
        each.join(LONGEST.toMillis());
        assertThat(each.isAlive()).isFalse();
      }
    }
  }

  private Outcome outcome(QrText code) throws Exception {
    AppStorage storage = AppStorage.of(context);
    try (Station station = Station.open(context, storage.settings().orElseThrow())) {
      return ((Passage) station.gate().scan(code.reveal())).decision().outcome();
    }
  }

  @Test
  public void firstJob_waitsForANetworkAndOutlastsARestart() {
    ListSync.schedule(context);
    JobInfo job = onlyJob();
    assertThat(network(job)).isEqualTo(JobInfo.NETWORK_TYPE_ANY);
    assertThat(job.isPersisted()).isTrue();
    assertThat(job.getMinLatencyMillis()).isBetween(0L, 30_000L);
    assertThat(job.getBackoffPolicy()).isEqualTo(JobInfo.BACKOFF_POLICY_EXPONENTIAL);
    assertThat(job.getService().getClassName()).isEqualTo(ListSync.class.getName());
  }

  @Test
  public void appThatIsStartedAgain_hasOneJob() {
    ListSync.schedule(context);
    ListSync.schedule(context);
    assertThat(scheduler.getAllPendingJobs()).hasSize(1);
  }

  @Test
  public void firstJobs_areSpread() {
    assertThat(
            Stream.generate(
                    () -> {
                      ListSync.schedule(context);
                      return onlyJob().getMinLatencyMillis();
                    })
                .limit(20)
                .distinct()
                .count())
        .isGreaterThan(10);
  }

  @Test
  public void job_bringsTheListsAndPlansTheNextByThePublishersTime() throws Exception {
    AppStorage.of(context).save(town.settings());
    ListSync.schedule(context);
    runToItsEnd();
    assertThat(shadow.getIsJobFinished()).isTrue();
    assertThat(shadow.getIsRescheduleNeeded()).isFalse();
    assertThat(outcome(town.issue(65))).isEqualTo(Outcome.ADMIT);
    Duration ttl = town.ttl();
    JobInfo next = onlyJob();
    assertThat(next.getMinLatencyMillis()).isBetween(ttl.toMillis(), ttl.toMillis() * 3 / 2);
    assertThat(next.isPersisted()).isTrue();
    assertThat(network(next)).isEqualTo(JobInfo.NETWORK_TYPE_ANY);
  }

  @Test
  public void jobThatRuns_neverPlansItself() throws Exception {
    AppStorage.of(context).save(town.settings());
    ListSync.schedule(context);
    int first = onlyJob().getId();
    runToItsEnd();
    int second = onlyJob().getId();
    runToItsEnd();
    assertThat(second).isNotEqualTo(first);
    assertThat(onlyJob().getId()).isEqualTo(first);
  }

  @Test
  public void failures_areTriedAgainEachLaterThanTheLastUpToAnHour() throws Exception {
    AppStorage.of(context).save(town.settings());
    town.close();
    ListSync.schedule(context);
    long longest = 30_000;
    for (int failures = 1; failures <= 10; failures++) {
      runToItsEnd();
      assertThat(onlyJob().getMinLatencyMillis())
          .as("after " + failures + " failures")
          .isBetween(longest / 2, longest);
      longest = Math.min(2 * longest, 3_600_000);
    }
  }

  @Test
  public void uploadThatFails_isTriedAgainSoon() throws Exception {
    town.refuseJournals(true);
    AppStorage.of(context).save(town.settingsWithJournal());
    ListSync.schedule(context);
    runToItsEnd();
    assertThat(outcome(town.issue(65))).isEqualTo(Outcome.ADMIT);
    runToItsEnd();
    assertThat(onlyJob().getMinLatencyMillis()).isBetween(15_000L, 30_000L);
    town.refuseJournals(false);
    runToItsEnd();
    assertThat(town.lines()).hasSize(1);
    assertThat(onlyJob().getMinLatencyMillis()).isGreaterThanOrEqualTo(town.ttl().toMillis());
  }

  @Test
  public void deviceThatIsNotSetUp_plansNothing() throws Exception {
    ListSync.schedule(context);
    runToItsEnd();
    assertThat(shadow.getIsJobFinished()).isTrue();
    assertThat(scheduler.getAllPendingJobs()).isEmpty();
  }

  @Test
  public void settingsThatAreDamaged_endTheJobs() throws Exception {
    AppStorage storage = AppStorage.of(context);
    storage.save(town.settings());
    Files.write(storage.lists().resolveSibling("settings"), new byte[100]);
    ListSync.schedule(context);
    runToItsEnd();
    assertThat(shadow.getIsJobFinished()).isTrue();
    assertThat(shadow.getIsRescheduleNeeded()).isFalse();
    assertThat(scheduler.getAllPendingJobs()).isEmpty();
  }

  @Test
  public void jobThatIsStopped_comesAgainAndTakesNothingByHalves() throws Exception {
    AppStorage.of(context).save(town.settings());
    ListSync.schedule(context);
    runToItsEnd();
    QrText revoked = town.issue(65);
    town.revoke(revoked);
    town.publish(Instant.now());
    town.hangInTheMiddle();
    JobParameters stopped = start();
    town.awaitHanging();
    assertThat(service.onStopJob(stopped)).isTrue();
    assertThat(outcome(revoked)).isEqualTo(Outcome.ADMIT);
    town.breakOff();
    awaitEnd();
    assertThat(scheduler.getAllPendingJobs()).as("planned by a job that was stopped").isEmpty();

    town.recover();
    assertThat(service.onStartJob(stopped)).isTrue();
    awaitEnd();
    assertThat(outcome(revoked)).isEqualTo(Outcome.ASSIST);
    assertThat(scheduler.getAllPendingJobs()).hasSize(1);
  }
}
