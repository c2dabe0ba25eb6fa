import ArgumentParser
import Logging
import ServiceLifecycle
import MissionServer
import MissionSQLite
@main struct M: ParsableCommand { func run() { print("hi") } }
