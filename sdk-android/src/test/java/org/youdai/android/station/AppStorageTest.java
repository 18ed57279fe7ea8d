package org.youdai.android.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.youdai.TestAuthority;
import org.youdai.decision.Rejection;

@RunWith(RobolectricTestRunner.class)
public final class AppStorageTest {
  private final Town town = Town.foundedBefore(TestAuthority.NOW);
  private final AppStorage storage = AppStorage.of(RuntimeEnvironment.getApplication());

  @After
  public void close() {
    town.close();
  }

  private Path file() {
    return storage.lists().resolveSibling("settings");
  }

  @Test
  public void deviceThatWasNeverSetUp_hasNoSettings() throws Exception {
    assertThat(storage.settings()).isEmpty();
  }

  @Test
  public void settings_areThereForTheNextProcess() throws Exception {
    storage.save(town.settings());
    storage.save(town.settingsWithJournal());
    assertThat(AppStorage.of(RuntimeEnvironment.getApplication()).settings())
        .contains(town.settingsWithJournal());
    assertThat(file().getParent().toFile().list()).containsExactly("settings");
  }

  @Test
  public void settingsThatAreTorn_areRefusedAndCanBeSavedAnew() throws Exception {
    storage.save(town.settings());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length / 2));
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(storage::settings)
        .withMessageStartingWith("settings");
    storage.save(town.settings());
    assertThat(storage.settings()).contains(town.settings());
  }

  @Test
  public void savingThatWasCutOff_leavesTheSettingsBefore() throws Exception {
    storage.save(town.settings());
    Files.write(file().resolveSibling("settings.tmp"), new byte[] {1, 2, 3});
    assertThat(storage.settings()).contains(town.settings());
    storage.save(town.settingsWithJournal());
    assertThat(storage.settings()).contains(town.settingsWithJournal());
  }

  @Test
  public void fullDisk_keepsTheSettingsBefore() throws Exception {
    Configuration small =
        Configuration.unix().toBuilder()
            .setBlockSize(512)
            .setMaxSize(64 << 10)
            .setMaxCacheSize(0)
            .build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      AppStorage tight = new AppStorage(disk.getPath("/youdai"), () -> 0);
      tight.save(town.settings());
      long room = Files.getFileStore(disk.getPath("/")).getUnallocatedSpace();
      Files.write(disk.getPath("/filler"), new byte[(int) room - 1024]);
      assertThatIOException().isThrownBy(() -> tight.save(town.settingsWithJournal()));
      assertThat(tight.settings()).contains(town.settings());
      assertThat(disk.getPath("/youdai/settings.tmp")).doesNotExist();
    }
  }
}
