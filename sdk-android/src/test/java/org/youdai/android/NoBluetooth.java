package org.youdai.android;

import android.bluetooth.BluetoothDevice;
import org.robolectric.annotation.Implements;

/**
 * Stands in for Robolectric's own shadow of Bluetooth, which names a class that came after API 35:
 * with that, no AudioTrack could be made.
 */
@Implements(BluetoothDevice.class)
public final class NoBluetooth {}
