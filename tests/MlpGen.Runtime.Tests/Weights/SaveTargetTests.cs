using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlpGen.Tests.Processes;
using MlpGen.Training;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>What is saved to may be a link, a pipe, a device, or a file that cannot be replaced; the table in docs/weights.md says what
/// happens then. On Linux alone, and much of it for root alone, who can make such things.</summary>
public sealed class SaveTargetTests : IDisposable
{
    /// <summary>The check's name on the command line of the child process.</summary>
    internal const string SaveTo = "save-to", Large = "large";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Shared = Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _folder = Directory.CreateTempSubdirectory("mlpgen").FullName;

    private string Target => Path.Combine(_folder, "real.safetensors");

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    [LinuxTheory]
    [InlineData("real.safetensors", "real.safetensors")]
    [InlineData("one", "one > two > sub/three > ../real.safetensors")]
    [InlineData("link", "link > not-there-yet")]
    [InlineData("link", "link > sub/../sub/new.safetensors")]
    [InlineData("folder/new", "folder > sub")]
    public void What_links_lead_to_is_written_and_they_stay_links(string path, string chain)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        string[] links = chain.Split(" > ");
        string at = _folder;
        var made = new List<string>();
        for (int k = 0; k + 1 < links.Length; k++)
        {
            string link = Path.Combine(at, links[k]);
            File.CreateSymbolicLink(link, links[k + 1]);
            made.Add(link);
            at = Path.GetDirectoryName(link)!;
        }

        string end = Path.GetFullPath(Path.Combine(at, links[^1]));
        end = path.StartsWith("folder/", StringComparison.Ordinal) ? Path.Combine(_folder, "sub/new") : end;
        Save(Path.Combine(_folder, path));

        AssertSaved(end);
        Assert.All(made, link => Assert.NotNull(new FileInfo(link).LinkTarget));
        var noLinks = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        Assert.Equal([end], Directory.GetFiles(_folder, "*", noLinks));
    }

    [LinuxFact]
    public void A_link_that_is_named_without_a_folder_leads_where_it_leads()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "l"), "real.safetensors");
        AssertRuns(_folder, $"{Child} {SaveTo} l");
        AssertSaved(Target);
        Assert.False(File.Exists("/real.safetensors"));
    }

    [LinuxFact]
    public void The_folder_above_is_the_one_above_where_a_link_leads()
    {
        string deep = Directory.CreateDirectory(Path.Combine(_folder, "a/b/c")).FullName;
        File.CreateSymbolicLink(Path.Combine(_folder, "d"), "a/b/c");
        File.CreateSymbolicLink(Path.Combine(deep, "l"), "../real.safetensors");
        Save(Path.Combine(_folder, "d/l"));
        AssertSaved(Path.Combine(_folder, "a/b/real.safetensors"));
    }

    [LinuxFact]
    public void Links_that_go_round_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(_folder, "b"), "a");
        Assert.Contains("leads to itself", Assert.Throws<IOException>(() => Save(Path.Combine(_folder, "a"))).Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_file_of_several_names_is_replaced_under_the_one_that_was_given()
    {
        File.WriteAllText(Target, "old");
        AssertRuns(_folder, "ln real.safetensors other");
        Save(Target);
        AssertSaved(Target);
        Assert.Equal("old", File.ReadAllText(Path.Combine(_folder, "other")));
    }

    [LinuxTheory]
    [InlineData(219)]
    [InlineData(243)]
    [InlineData(255)]
    public void A_name_may_be_as_long_as_the_file_system_allows(int bytes)
    {
        foreach (string name in (string[])[new('n', bytes), new string('é', bytes / 2) + new string('n', bytes % 2), new string('n', bytes % 4) + string.Concat(Enumerable.Repeat("🜁", bytes / 4))])
        {
            Assert.Equal(bytes, Encoding.UTF8.GetByteCount(name));
            string path = Path.Combine(_folder, name);
            Save(path);
            Save(path);
            AssertSaved(path);
        }

        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [LinuxTheory]
    [InlineData("0664")]
    [InlineData("0600")]
    [InlineData("0666")]
    [InlineData("0755")]
    [InlineData("0220")]
    public void The_mode_is_kept(string mode)
    {
        var bits = (UnixFileMode)Convert.ToInt32(mode, 8);
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, bits);
        Save(Target);
        Assert.Equal(bits, File.GetUnixFileMode(Target));
        File.SetUnixFileMode(Target, Private);
        AssertSaved(Target);
    }

    [LinuxFact]
    public void Owner_and_group_are_kept()
    {
        if (!IsRoot)
        {
            return; // nobody else may give files away
        }

        File.WriteAllText(Target, "old");
        AssertRuns(_folder, "chown 1234:2345 real.safetensors && chmod 0660 real.safetensors");
        ulong before = Inode(Target);
        Save(Target);
        AssertSaved(Target);
        Assert.Equal("1234:2345 660", Output(_folder, "stat -c '%u:%g %a' real.safetensors"));
        Assert.NotEqual(before, Inode(Target)); // replaced, not overwritten
    }

    [LinuxFact]
    public void A_file_of_somebody_else_who_lets_us_write_stays_theirs()
    {
        if (!HasChildOfNobody)
        {
            return;
        }

        // In a folder where we may make files, but as a user who may not give one away.
        File.WriteAllText(Target, "old, and a good deal longer than what is saved over it: " + new string('x', 2_000));
        AssertRuns(_folder, "chmod 0777 . && chown 1234:2345 real.safetensors && chmod 0666 real.safetensors");
        AssertRuns(_folder, $"{ChildOfNobody} {SaveTo} real.safetensors");
        Assert.Equal("1234:2345 666", Output(_folder, "stat -c '%u:%g %a' real.safetensors"));
        AssertSaved(Target);
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [LinuxFact]
    public void A_file_that_may_not_be_written_may_not_be_replaced_either()
    {
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, ReadOnly);
        Assert.Equal($"The file '{Target}' is read-only.", Assert.Throws<UnauthorizedAccessException>(() => Save(Target)).Message);
        Assert.Equal("old", File.ReadAllText(Target));

        if (HasChildOfNobody)
        {
            AssertRuns(_folder, "chmod 0777 . && chmod 0644 real.safetensors");
            (int exitCode, string output) = Run(_folder, $"{ChildOfNobody} {SaveTo} real.safetensors");
            Assert.NotEqual(0, exitCode);
            Assert.Contains($"Access to the path '{Target}' is denied", output, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(Target));
        }

        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [LinuxFact]
    public void A_file_in_a_folder_that_takes_no_other_is_written_in_place()
    {
        File.WriteAllText(Target, new string('x', 3_000));
        if (HasChildOfNobody)
        {
            AssertRuns(_folder, "chmod 0666 real.safetensors && chmod 0555 .");
            AssertRuns(_folder, $"{ChildOfNobody} {SaveTo} real.safetensors");
        }
        else if (IsRoot)
        {
            return; // whom no folder refuses
        }
        else
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Save(Target);
            File.SetUnixFileMode(_folder, Private | UnixFileMode.UserExecute);
        }

        AssertSaved(Target);
    }

    [LinuxFact]
    public void What_cannot_be_written_is_named_and_no_temporary_file_is()
    {
        string missing = Path.Combine(_folder, "missing/net.safetensors");
        string message = Assert.Throws<DirectoryNotFoundException>(() => Save(missing)).Message;
        Assert.Contains(missing, message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);

        if (HasChildOfNobody)
        {
            AssertRuns(_folder, "chmod 0555 .");
            (int exitCode, string output) = Run(_folder, $"{ChildOfNobody} {SaveTo} new.safetensors");
            Assert.NotEqual(0, exitCode);
            Assert.Contains($"'{Path.Combine(_folder, "new.safetensors")}' is denied", output, StringComparison.Ordinal);
            Assert.DoesNotContain(".tmp", output, StringComparison.Ordinal);
        }
    }

    [LinuxFact]
    public void A_folder_is_refused()
    {
        foreach (string path in (string[])[_folder, _folder + "/", Path.Combine(_folder, "not-there/")])
        {
            Assert.Equal($"'{path}' is a folder: say which file in it to save to.", Assert.Throws<IOException>(() => Save(path)).Message);
        }
    }

    [LinuxFact]
    public void The_null_device_swallows_what_is_saved_and_stays_a_device()
    {
        // A node of our own: the system's must outlive a failure.
        string device = Path.Combine(_folder, "null");
        if (!IsRoot || Run(_folder, "mknod null c 1 3").ExitCode != 0)
        {
            return;
        }

        Save(device);
        WeightsJson.Save(new Small(seed: 1), device);
        new Normalization<float>([1], [2]).Save(device);
        Assert.Equal("character special file", Output(_folder, "stat -c %F null"));
        Assert.Equal([device], Directory.GetFiles(_folder));

        AssertRuns(_folder, "mknod full c 1 7 && mknod disk b 7 250");
        Assert.ThrowsAny<IOException>(() => Save(Path.Combine(_folder, "full"))); // no space left, says the device
        Assert.Contains("is a block device", Assert.Throws<IOException>(() => Save(Path.Combine(_folder, "disk"))).Message, StringComparison.Ordinal);
        Assert.Equal("character special file", Output(_folder, "stat -c %F full"));
    }

    [LinuxFact]
    public void A_waiting_reader_of_a_named_pipe_gets_the_file()
    {
        string pipe = Path.Combine(_folder, "pipe"), link = Path.Combine(_folder, "link");
        AssertRuns(_folder, "mkfifo pipe && ln -s pipe link");
        foreach (string path in (string[])[pipe, link])
        {
            Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(pipe));
            Save(path);
            Assert.True(reader.Wait(TimeSpan.FromMinutes(1)));
            Assert.Equal(Saved(), reader.Result);
        }

        Assert.Equal("fifo", Output(_folder, "stat -c %F pipe"));
    }

    [LinuxFact]
    public void A_socket_is_refused()
    {
        string path = Path.Combine(_folder, "socket");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        Assert.Contains("is a socket", Assert.Throws<IOException>(() => Save(path)).Message, StringComparison.Ordinal);
        Assert.Equal("socket", Output(_folder, "stat -c %F socket"));
    }

    [LinuxTheory]
    [InlineData("/dev/stdout", "")]
    [InlineData("/dev/fd/1", "")]
    [InlineData("/proc/self/fd/1", "")]
    [InlineData("/dev/fd/7", "7>&1 >/dev/null")]
    [InlineData("/dev/stderr", "2>&1 >/dev/null")]
    public void Standard_output_gets_the_file_wherever_it_goes(string path, string redirection)
    {
        if (path.StartsWith("/proc", StringComparison.Ordinal) && !OperatingSystem.IsLinux())
        {
            return;
        }

        // Into a pipe, into a file behind what is in it already, and before what comes later.
        AssertRuns(_folder, $"({Child} {SaveTo} {path} {redirection}) | cat > piped");
        Assert.Equal(Saved(), File.ReadAllBytes(Path.Combine(_folder, "piped")));
        AssertRuns(_folder, $"(echo before; {Child} {SaveTo} {path} {redirection}; echo after) > file");
        Assert.Equal([.. "before\n"u8, .. Saved(), .. "after\n"u8], File.ReadAllBytes(Path.Combine(_folder, "file")));
        AssertRuns(_folder, $"({Child} {SaveTo} {path} {redirection}) >> file");
        Assert.Equal([.. "before\n"u8, .. Saved(), .. "after\n"u8, .. Saved()], File.ReadAllBytes(Path.Combine(_folder, "file")));
    }

    [LinuxFact]
    public void A_file_that_is_mounted_alone_is_written_in_place()
    {
        File.WriteAllText(Target, new string('x', 5_000));
        string mounted = Path.Combine(_folder, "mounted");
        File.WriteAllText(mounted, "");
        if (!IsRoot || !OperatingSystem.IsLinux() || Run(_folder, "unshare -m mount --bind real.safetensors mounted").ExitCode != 0)
        {
            return;
        }

        AssertRuns(_folder, $"unshare -m sh -c 'mount --bind real.safetensors mounted && {Child} {SaveTo} mounted && cmp real.safetensors mounted'");
        AssertSaved(Target);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);

        // In a folder on a file system that is read-only, too.
        File.WriteAllText(Target, "old");
        AssertRuns(_folder, $"mkdir -p sub && touch sub/net && unshare -m sh -c 'mount --bind sub sub && mount --bind real.safetensors sub/net && mount -o remount,ro,bind sub && {Child} {SaveTo} sub/net'");
        AssertSaved(Target);
    }

    [LinuxFact]
    public void A_full_disk_leaves_the_old_file_and_names_it()
    {
        if (!IsRoot || !OperatingSystem.IsLinux())
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(_folder, "disk"));
        (int exitCode, string output) = Run(
            _folder,
            $"unshare -m sh -c 'mount -t tmpfs -o size=64k none disk && echo old > disk/net && cp disk/net kept "
            + $"&& dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null; {Child} {SaveTo} disk/net; cmp disk/net kept && ls disk | wc -l'");
        Assert.True(exitCode == 0, output);
        Assert.Contains("'" + Path.Combine(_folder, "disk/net") + "'", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", output, StringComparison.Ordinal);
        Assert.EndsWith("2", output.TrimEnd(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void What_fails_in_place_leaves_the_old_contents()
    {
        if (!IsRoot || !OperatingSystem.IsLinux())
        {
            return;
        }

        // Mounted alone, on a disk that is full: there is no other place for the new file, and no room for it in this one.
        string old = new('o', 100);
        File.WriteAllText(Path.Combine(_folder, "kept"), old);
        (int exitCode, string output) = Run(
            _folder,
            $"mkdir disk && touch mounted && unshare -m sh -c 'mount -t tmpfs -o size=8k none disk && cp kept disk/net && mount --bind disk/net mounted "
            + $"&& dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null; {Child} {SaveTo} mounted {Large}; cmp disk/net kept'");
        Assert.True(exitCode == 0, output);
        Assert.Contains("No space left", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_in_clean_up_does_not_hide_why_it_failed() => Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(Target, stream =>
    {
        // A folder of the temporary name cannot be deleted as a file.
        string temporary = ((FileStream)stream).Name;
        File.Delete(temporary);
        Directory.CreateDirectory(temporary);
        throw new InvalidTimeZoneException("half way");
    }));

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, Private | UnixFileMode.UserExecute);
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>In the child process: saves the file that the tests expect, or a large one.</summary>
    internal static void SaveInChild(string path, string size = "")
    {
        if (size == Large)
        {
            Safetensors.Save(new Mixed(seed: 1), path);
        }
        else
        {
            Save(path);
        }
    }

    private static string Child
    {
        get
        {
            string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
            return $"\"{host}\" exec \"{typeof(SaveTargetTests).Assembly.Location}\"";
        }
    }

    /// <summary>The child process as a user who owns nothing.</summary>
    private static string ChildOfNobody => $"setpriv --reuid 4321 --regid 4321 --clear-groups {Child}";

    /// <summary>Whether there can be one: root alone can start it, and it must be able to read this assembly.</summary>
    private bool HasChildOfNobody => IsRoot && Run(_folder, $"chmod 0755 . && {ChildOfNobody}") is (2, _);

    private static void Save(string path) => Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), path);

    private static byte[] Saved()
    {
        using var stream = new MemoryStream();
        Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), stream);
        return stream.ToArray();
    }

    private static void AssertSaved(string path) => Assert.Equal(Saved(), File.ReadAllBytes(path));

    private static ulong Inode(string path) => ulong.Parse(Output(Path.GetDirectoryName(path)!, $"stat -c %i '{path}'"), CultureInfo.InvariantCulture);

    private static string Output(string folder, string command)
    {
        (int exitCode, string output) = Run(folder, command);
        Assert.True(exitCode == 0, output);
        return output.TrimEnd();
    }

    private static void AssertRuns(string folder, string command) => Output(folder, command);

    private static (int ExitCode, string Output) Run(string folder, string command)
    {
        var start = new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), command);
        return (process.ExitCode, error.Result + output.Result);
    }

    /// <summary>A test of what Linux has.</summary>
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Commands and devices are those of Linux.";
    }

    /// <summary>Tests of what Linux has.</summary>
    private sealed class LinuxTheoryAttribute : TheoryAttribute
    {
        public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Commands and devices are those of Linux.";
    }
}
