package org.youdai.android.scanner;

/** What a scanner is doing. */
public enum ScannerState {
  /** It was started, and reads nothing yet. */
  STARTING,

  /** It reads codes. */
  READY,

  /** It was told to pause. */
  PAUSED,

  /** The app may not use the camera: nobody has granted it, or the device's owner forbids it. */
  PERMISSION_MISSING,

  /** There is no camera. */
  CAMERA_MISSING,

  /** Another app has the camera, or has taken it away. */
  CAMERA_IN_USE,

  /** The camera does not work, or gives no pictures that can be read. */
  CAMERA_FAILED,

  /** The scanner is closed, or its gate is. */
  STOPPED
}
