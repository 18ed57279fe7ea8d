plugins {
    id("com.android.application") version "8.7.3"
}

android {
    namespace = "org.youdai.samples.android"
    compileSdk = 35
    defaultConfig {
        applicationId = "org.youdai.samples.android"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "1"
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    buildTypes {
        release {
            isMinifyEnabled = true // the library brings its own rules
        }
    }
}

dependencies {
    implementation("org.youdai:sdk-android:0.1.0-SNAPSHOT")
    compileOnly("org.jspecify:jspecify:1.0.1")
}
