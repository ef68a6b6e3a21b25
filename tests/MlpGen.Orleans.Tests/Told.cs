namespace MlpGen.Orleans.Tests;

/// <summary>Tells at once, on the thread that reports; unlike <see cref="Progress{T}"/>, which posts.</summary>
internal sealed class Told<T>(Action<T> action) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => action(value);
}
