using MlpGen.Onnx;
using MlpGen.Weights;

// MlpGen.Freeze FROM TO [OUTPUT]: writes the network of a file as a .weights.json, which the generator bakes into the assembly. What is wrong
// goes to the output, one line, for the build to report.
if (args is not [string from, string to, ..])
{
    Console.WriteLine("expected a file, and a .weights.json to write");
    return 1;
}

try
{
    // Activations that the file does not tell are left to the [Layer]s of the class.
    var options = new OnnxReadOptions { Output = args is [_, _, { Length: > 0 } output, ..] ? output : null };
    NetworkFile.Write(NetworkFile.Read(from, options), to);
    return 0;
}
catch (Exception mistake) when (mistake is OnnxException or WeightsException or IOException or UnauthorizedAccessException)
{
    // The build names the file already.
    string prefix = $"{from}: ";
    Console.WriteLine(mistake.Message.StartsWith(prefix, StringComparison.Ordinal) ? mistake.Message[prefix.Length..] : mistake.Message);
    return 1;
}
